// The control room: its clocks tick, and two keys lead to what is needed most.
import { letTick } from "./clocks.js";

const tick = letTick({ hour: "numeric", minute: "2-digit", second: "2-digit" });
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
  const place = { o: "#observe-text", n: ".msel .inject:not(.held) [data-release]" }[event.key];
  if (!place) return;
  const all = [...document.querySelectorAll(place)];
  const found = all[all.indexOf(document.activeElement) + 1] ?? all[0];
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.scrollIntoView({ block: "nearest" });
});
