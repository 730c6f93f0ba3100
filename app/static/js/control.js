// The control room: its clocks tick, and two keys lead to what is needed most.
const language = document.documentElement.lang;
const twelve = language.startsWith("en") || undefined;
const inRoom = { hour: "numeric", minute: "2-digit", second: "2-digit", hour12: twelve };
const inGame = { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit", hour12: twelve };

// Time passes evenly here whatever this computer's clock shows: it begins with the server's.
let made = "";
let began = 0;
function tick() {
  const clocks = document.querySelector("[data-now]");
  if (!clocks) return;
  if (clocks.dataset.now !== made) [made, began] = [clocks.dataset.now, performance.now()];
  const passed = performance.now() - began;
  const now = new Date(Date.parse(made) + passed);
  for (const place of document.querySelectorAll("[data-tick]")) {
    const real = place.dataset.tick === "real";
    const at = real ? now : new Date(Date.parse(`${place.dateTime}Z`) + passed * Number(place.dataset.pace));
    const words = new Intl.DateTimeFormat(language, real ? { ...inRoom, timeZone: place.dataset.zone } : { ...inGame, timeZone: "UTC" }).format(at);
    if (place.textContent !== words) place.textContent = words;
  }
  for (const place of document.querySelectorAll("[data-due]")) {
    const left = Math.ceil((Date.parse(place.dataset.due) - now) / 1000);
    const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((part) => String(part).padStart(2, "0"));
    place.textContent = left > 0 ? place.dataset.left.replace("{}", parts.join(":")) : place.dataset.over;
  }
}
tick();
setInterval(tick, 1000);
document.addEventListener("live:shown", tick);

// Single keys may be in the way of whoever speaks to their computer, so they can be switched off.
const NAME = "parley-control-keys";
const box = document.getElementById("keys");
if (box) {
  box.checked = localStorage.getItem(NAME) !== "no";
  box.defaultChecked = box.checked;
  box.closest("[data-keys]").hidden = false;
  box.addEventListener("change", () => {
    box.defaultChecked = box.checked;
    localStorage.setItem(NAME, box.checked ? "yes" : "no");
  });
}
document.addEventListener("keydown", (event) => {
  if (!box?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const place = { o: "#observe-text", n: ".msel [data-release]" }[event.key];
  const found = place && document.querySelector(place);
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.scrollIntoView({ block: "nearest" });
});
