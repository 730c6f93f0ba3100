// A player's desk: lets its clocks tick, tells control that it is open, and marks an opened item as read.
const language = document.documentElement.lang;
const minute = { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit", hour12: language.startsWith("en") || undefined };

function send(form) {
  return fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true });
}

// Time passes evenly here whatever the reader's own clock shows: it begins with the server's.
let since = "";
let began = 0;
function tick() {
  const status = document.querySelector("[data-now]");
  if (!status) return;
  if (status.dataset.now !== since) [since, began] = [status.dataset.now, performance.now()];
  const passed = performance.now() - began;
  const now = new Date(Date.parse(since) + passed);
  for (const place of status.querySelectorAll("[data-tick]")) {
    const real = place.dataset.tick === "real";
    const at = real ? now : new Date(Date.parse(`${place.dateTime}Z`) + passed * Number(place.dataset.pace));
    const words = new Intl.DateTimeFormat(language, { ...minute, timeZone: real ? place.dataset.zone : "UTC" }).format(at);
    if (place.textContent !== words) place.textContent = words;
  }
  for (const place of status.querySelectorAll("[data-due]")) {
    const left = Math.ceil((Date.parse(place.dataset.due) - now) / 1000);
    const clock = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((part) => String(part).padStart(2, "0"));
    place.textContent = left > 0 ? place.dataset.left.replace("{}", clock.join(":")) : place.dataset.over;
  }
}
tick();
setInterval(tick, 1000);

function present() {
  const form = document.getElementById("here");
  if (form && document.visibilityState === "visible") send(form).catch(() => {});
}
present();
setInterval(present, 30000);

// Read means that somebody has the page before their eyes, not that it was fetched.
function read() {
  const place = document.querySelector("[data-read]");
  if (!place || document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", read);
  send(place.querySelector("form")).then(() => {
    const words = document.createElement("p");
    words.className = "quiet";
    words.textContent = place.dataset.read;
    place.replaceChildren(words);
  }).catch(() => {});
}
document.addEventListener("visibilitychange", read);
read();
