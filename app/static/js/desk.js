// A player's desk: lets its clocks tick, tells control that it is open, and marks an opened item as read.
import { letTick } from "./clocks.js";

letTick();

function send(form) {
  return fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true });
}

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
