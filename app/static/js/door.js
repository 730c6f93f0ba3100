// The door on a phone: finds guests as letters are typed, reads tickets, goes on without a network.
// Without this script the same page finds, lets in and takes back by plain forms.
import { Camera } from "./door/camera.js";
import { Line, SignedOut } from "./door/line.js";
import { List } from "./door/list.js";
import { Roster } from "./door/roster.js";
import { fold, looksLikeTicket, newId, newKey, ticketIn } from "./door/rules.js";
import { device, forget, forgetOld, keepPages } from "./door/store.js";

const SHOWN = 60;
const NEWS = 8000;
const ROSTER = 60000;
const SAME_TICKET = 4000;
const place = document.querySelector("[data-door]");
const find = (selector) => place.querySelector(selector);
const list = new List(place);
const roster = new Roster(place.dataset.door);
const line = new Line(place, roster);
const asked = new URLSearchParams(location.search);
const state = { words: asked.get("q") ?? "", tab: asked.get("show") ?? "missing", online: true, signedOut: false, last: null, order: Date.now() };

function found() {
  const all = roster.all();
  const code = ticketIn(state.words, roster.codes);
  if (code) return all.filter(({ guest }) => guest.code === code);
  const wanted = fold(state.words).split(" ").filter(Boolean);
  if (wanted.length) {
    const begins = ({ guest }) => wanted.every((word) => ` ${guest.words}`.includes(` ${word}`));
    const some = all.filter(({ guest }) => wanted.every((word) => guest.words.includes(word)));
    return [...some.filter(begins), ...some.filter((each) => !begins(each))];
  }
  return all.filter(({ presence }) => under(state.tab, presence));
}

const under = (tab, { here, awaited }) => tab === "all" || (tab === "here" ? here > 0 : awaited > 0);

function draw() {
  if (!roster.kept) return;
  const focused = document.activeElement?.closest?.("[data-subject]")?.dataset.subject;
  const some = found();
  list.draw(some, SHOWN, free());
  const empty = find("[data-empty]");
  empty.hidden = some.length > 0;
  const word = state.words ? "nobody_found" : state.tab === "missing" ? "nobody_left" : "nobody_yet";
  empty.firstElementChild.textContent = list.say(word, { words: state.words });
  drawTabs();
  drawCounts();
  drawLine();
  if (focused) (place.querySelector(`[data-subject="${focused}"] :is(summary, button)`) ?? find("#q")).focus({ preventScroll: true });
}

// How many places are neither promised nor taken, as far as this device knows; null without a limit.
function free() {
  const taken = roster.all().reduce((sum, { guest, presence }) => sum + Math.max(guest.counted ? guest.expected : 0, presence.here), 0);
  return roster.kept.capacity === null ? null : roster.kept.capacity - taken;
}

function drawTabs() {
  for (const link of place.querySelectorAll(".tabs a")) {
    const tab = new URL(link.href).searchParams.get("show");
    link.querySelector(".count").textContent = roster.all().filter(({ presence }) => under(tab, presence)).length;
    if (!state.words && tab === state.tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function drawCounts() {
  const counted = new Map();
  for (const { guest, presence } of roster.all()) {
    for (const pool of [guest.pool, "all"]) {
      const count = counted.get(pool) ?? { expected: 0, here: 0 };
      count.expected += guest.counted ? guest.expected : 0;
      count.here += presence.here;
      counted.set(pool, count);
    }
  }
  const all = counted.get("all") ?? { expected: 0, here: 0 };
  for (const which of ["here", "expected"]) document.querySelector(`[data-count=${which}]`).textContent = all[which];
  const rows = [...Object.entries(roster.kept.pools), ["all", list.say("all")]].filter(([pool]) => counted.has(pool));
  find("[data-pools] tbody").replaceChildren(...rows.map(([pool, label]) => {
    const row = document.createElement("tr");
    const head = Object.assign(document.createElement("th"), { scope: "row", textContent: label });
    const numbers = ["here", "expected"].map((which) => Object.assign(document.createElement("td"), { className: "num", textContent: counted.get(pool)[which] }));
    row.append(head, ...numbers);
    return row;
  }));
}

function drawLine() {
  const number = roster.queue.length;
  const words = [];
  if (state.signedOut) words.push(list.say("signed_out", { number }));
  else if (!state.online) words.push(list.say("offline"));
  if (number && !state.signedOut) words.push(list.say("waiting", { number }));
  const text = words.join(" ");
  if (find("[data-line]").textContent !== text) find("[data-line]").textContent = text;
  find("[data-line]").dataset.waiting = number;
}

function say(tone, word, facts, takenBack = null) {
  const said = find("[data-said]");
  said.parentElement.dataset.tone = tone;
  said.textContent = list.say(word, facts);
  state.last = takenBack;
  find("[data-take-back]").hidden = takenBack === null;
  navigator.vibrate?.(tone === "good" ? 60 : [80, 60, 80]);
}

async function operate(facts) {
  state.order += 1;
  await roster.add({
    event: place.dataset.door, op: newId(), order: state.order, kind: "arrived", people: 1, extra: false, undoes: "",
    at: new Date().toISOString(), by: "", device: device(), name: "", organisation: "", ...facts,
  });
  draw();
}

async function letIn(guest, people, extra = false) {
  const { here, awaited, arrivals: [first] } = roster.at(guest);
  if (here && !awaited && !extra) {
    if (first) say("warn", "already_in", { name: guest.name, when: list.time(first.at), who: first.by || list.say("you") });
    else say("warn", "already_here", { name: guest.name });
    return;
  }
  await operate({ subject: guest.subject, people, extra });
  if (state.words) startAnew();
  say("good", state.online ? "done" : "waits", { name: guest.name }, guest);
  await talk();
}

// The next in the queue is looked for at once, whatever the network does.
function startAnew() {
  search("");
  find("#q").focus();
}

async function takeBack(guest) {
  const arrivals = roster.at(guest).arrivals.map((entry) => entry.op);
  for (const undoes of arrivals.length ? arrivals : [""]) {
    await operate({ subject: guest.subject, kind: "undone", undoes });
  }
  say("good", "undone", { name: guest.name });
  await talk();
}

// Sends what waits and tells what the device could not know: every trouble stays on the screen.
async function talk() {
  await attempt(async () => {
    for (const { outcome, name, at, by, does } of await line.send()) {
      if (outcome === "done" || outcome === "known") continue;
      const already = outcome === "already_in";
      say("warn", already && !at ? "already_here" : outcome, { name: name || does?.name, when: at && list.time(at), who: by });
    }
  });
}

async function attempt(work) {
  try {
    await work();
    state.online = true;
    state.signedOut = false;
  } catch (error) {
    state.signedOut = error instanceof SignedOut;
    state.online = state.signedOut;
  }
  draw();
}

let lastTicket = { text: "", at: 0 };

async function readTicket(text) {
  // As long as a ticket stays before the camera it is one ticket, shown once.
  const stayed = text === lastTicket.text && Date.now() - lastTicket.at < SAME_TICKET;
  lastTicket = { text, at: Date.now() };
  if (stayed) return;
  let code = ticketIn(text, roster.codes);
  if (!code) {
    await attempt(() => line.load());
    code = ticketIn(text, roster.codes);
  }
  if (!code) return say("bad", "no_ticket");
  const guest = roster.codes.get(code);
  if (roster.at(guest).awaited > 1 || guest.waits) return search(code);
  await letIn(guest, 1);
}

function search(words) {
  state.words = words;
  find("#q").value = words;
  draw();
}

function listen() {
  find("#q").addEventListener("input", (typed) => { state.words = typed.target.value; draw(); });
  find(".door-search").addEventListener("submit", async (sent) => {
    sent.preventDefault();
    const words = find("#q").value;
    if (!looksLikeTicket(words)) return;
    await readTicket(words);
  });
  find("[data-guests]").addEventListener("submit", async (sent) => {
    sent.preventDefault();
    const { subject } = sent.target.closest("[data-subject]").dataset;
    const guest = roster.guests.find((each) => each.subject === subject);
    const does = sent.target.dataset.does;
    const people = Number(sent.target.elements.people?.value ?? 1);
    if (does === "undo") await takeBack(guest);
    else await letIn(guest, people, does === "extra");
  });
  find(".tabs").addEventListener("click", (click) => {
    const link = click.target.closest("a");
    if (!link || click.metaKey || click.ctrlKey) return;
    click.preventDefault();
    state.tab = new URL(link.href).searchParams.get("show");
    search("");
    history.replaceState(null, "", link.href);
  });
  find("[data-take-back]").addEventListener("click", async () => {
    await takeBack(state.last);
    find("#q").focus();
  });
  addEventListener("online", talk);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) talk(); });
}

function listenToWalkIns() {
  const form = find("[data-walk-form]");
  const ask = (anyway, words) => {
    form.dataset.anyway = anyway;
    form.querySelector("[data-free]").textContent = words;
    form.querySelector("button").textContent = list.say(anyway ? "let_in_anyway" : "let_in");
  };
  find("[data-walk]")?.addEventListener("click", (click) => {
    click.preventDefault();
    form.hidden = !form.hidden;
    const places = free();
    ask("", places === null ? "" : places > 0 ? list.say("free", { number: places }) : list.say("full"));
    form.elements.name.value = looksLikeTicket(state.words) ? "" : state.words;
    if (!form.hidden) form.elements.name.focus();
  });
  form.addEventListener("submit", async (sent) => {
    sent.preventDefault();
    const [name, organisation, people] = ["name", "organisation", "people"].map((field) => form.elements[field].value.trim());
    const places = free();
    if (!form.dataset.anyway && places !== null && places < Number(people)) return ask("yes", list.say("no_place"));
    form.reset();
    form.hidden = true;
    await operate({ subject: `w-${newKey()}`, name, organisation, people: Number(people), extra: true });
    say("good", state.online ? "done" : "waits", { name });
    await talk();
  });
}

function listenToCamera() {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const camera = new Camera(find("[data-camera]"), place.dataset.decoder, readTicket);
  const button = find("[data-scan]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await camera.start();
    } catch {
      say("bad", "no_camera");
      find("#q").focus();
    }
  });
}

function listenToLeaving() {
  const form = find("[data-forget]");
  form.addEventListener("submit", async (sent) => {
    sent.preventDefault();
    await talk();
    await forget();
    form.submit();
  });
}

async function keepForLater() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(place.dataset.worker);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = loaded.filter((address) => address.startsWith(`${location.origin}/static/`));
  await keepPages([place.dataset.shell, place.dataset.decoder, ...own]);
}

function keepAsking(pause, work) {
  setInterval(() => { if (!document.hidden && roster.kept) work(); }, pause);
}

await forgetOld();
await roster.open();
listen();
listenToWalkIns();
listenToCamera();
listenToLeaving();
draw();
await attempt(() => line.load());
await talk();
place.dataset.ready = "yes";
keepAsking(NEWS, async () => { await attempt(() => line.news()); if (roster.queue.length) await talk(); });
keepAsking(ROSTER, () => attempt(() => line.load()));
await keepForLater();
place.dataset.kept = "yes";
