// Keeps [data-live] fresh. The stream it names sends a stamp whenever something is new; then the page
// is fetched again and each [data-live-part] takes over what changed; the request says which stamp is
// shown, so that the answer may leave out parts that are the same. What somebody is typing, and where
// the focus is, stays. Without a stream it looks by itself every ten seconds.
//
//   data-live        where the stream is
//   data-live-stamp  the stamp of the page as it was made, where the page knows it
//   data-live-every  seconds after which to look in any case: late and soon come with time alone
//   data-live-send   forms inside are sent without leaving the page
const ASK_SECONDS = 10;
const STREAM_AGAIN_SECONDS = 60;
const root = document.querySelector("[data-live]");

function isTouched(field) {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "select-multiple") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  if (field.type === "select-one") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return field.value !== field.defaultValue;
}

function isInUse(form) {
  const focus = document.activeElement;
  return [...form.elements].some((field) => isTouched(field) || (field === focus && field.matches("input, textarea, select")));
}

function sameKind(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id || "") === (other.id || "");
}

// Makes `old` what `fresh` is, step by step, so that what did not change stays the same element.
function become(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.nodeName === "FORM" && isInUse(old)) return;
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  let place = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const named = node.id ? [...old.children].find((one) => one.id === node.id) : null;
    const known = named ?? (place && !place.id && sameKind(place, node) ? place : null);
    if (!known) {
      old.insertBefore(document.importNode(node, true), place);
      continue;
    }
    if (named && !isBehind(place, named)) {
      old.insertBefore(named, place);
    } else {
      while (place && place !== known) {
        const next = place.nextSibling;
        place.remove();
        place = next;
      }
      place = known.nextSibling;
    }
    become(known, node);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function isBehind(place, node) {
  for (let one = place; one; one = one.nextSibling) if (one === node) return true;
  return false;
}

function show(page) {
  const fresh = new Map([...page.querySelectorAll("[data-live-part]")].map((part) => [part.dataset.livePart, part]));
  for (const part of document.querySelectorAll("[data-live-part]")) {
    const next = fresh.get(part.dataset.livePart);
    if (next && !part.isEqualNode(next)) become(part, next);
  }
  const said = page.querySelectorAll(".flashes > *");
  if (said.length) document.querySelector(".flashes")?.replaceChildren(...said);
  const told = page.querySelector("[data-live]")?.dataset.liveStamp;
  if (told) stamp = shown = told;
  document.dispatchEvent(new CustomEvent("live:shown"));
}

async function pageOf(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function isThisPage(answer) {
  return new URL(answer.url).pathname === location.pathname;
}

let stamp = root?.dataset.liveStamp;
let shown = stamp;
let looking = false;
let again = false;
async function look() {
  if (looking) return void (again = true);
  looking = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "Parley-Stamp": shown ?? "" } });
    if (!isThisPage(answer)) return location.assign(answer.url);
    if (answer.ok) show(await pageOf(answer));
  } catch {
    // The next look will tell.
  } finally {
    looking = false;
    if (again) {
      again = false;
      look();
    }
  }
}

const line = document.querySelector("[data-live-line]");
let asking = null;
function say(live) {
  if (live) {
    clearInterval(asking);
    asking = null;
  } else {
    asking ??= setInterval(look, ASK_SECONDS * 1000);
  }
  if (!line) return;
  const words = live ? line.dataset.liveOn : line.dataset.liveOff;
  if (words && line.textContent !== words) line.textContent = words;
  line.dataset.liveNow = live ? "yes" : "no";
}

function listen() {
  const stream = new EventSource(root.dataset.live);
  stream.addEventListener("open", () => say(true));
  stream.addEventListener("message", ({ data }) => {
    if (data === stamp) return;
    stamp = data;
    look();
  });
  stream.addEventListener("error", () => {
    say(false);
    // A stream that broke off is opened again by the browser; one that was refused is not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, STREAM_AGAIN_SECONDS * 1000);
  });
}

async function send(form, button) {
  const words = new URLSearchParams(new FormData(form, button));
  button?.setAttribute("aria-busy", "true");
  const line = form.closest("[id][tabindex]");
  try {
    const answer = await fetch(form.action, { method: "POST", body: words });
    if (isThisPage(answer)) {
      if (location.search) history.replaceState(null, "", location.pathname);
      form.reset();
      document.activeElement?.blur();
      form.closest("details")?.removeAttribute("open");
      show(await pageOf(answer));
      if (document.activeElement === document.body && line?.isConnected) line.focus({ preventScroll: true });
    } else if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html")) {
      location.assign(answer.url);
    } else {
      // The form came back with what is wrong in it.
      const back = [...(await pageOf(answer)).querySelectorAll("form")].find((one) => one.getAttribute("action") === form.getAttribute("action"));
      if (!back) return HTMLFormElement.prototype.submit.call(form);
      form.replaceChildren(...back.childNodes);
      (form.querySelector("[aria-invalid]") ?? form).focus?.();
    }
  } catch {
    HTMLFormElement.prototype.submit.call(form);
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

if (root) {
  listen();
  if (root.dataset.liveEvery) setInterval(look, Number(root.dataset.liveEvery) * 1000);
  for (const link of document.querySelectorAll("[data-live-refresh]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      look();
    });
  }
  if (root.hasAttribute("data-live-send")) {
    root.addEventListener("submit", (event) => {
      if (event.target.method !== "post") return;
      event.preventDefault();
      if (event.submitter?.getAttribute("aria-busy") !== "true") send(event.target, event.submitter);
    });
  }
}
