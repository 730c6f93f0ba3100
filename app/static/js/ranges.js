// Selects every row between two clicks when Shift is held, in a table or list with [data-ranges].
// A box with [data-all] selects all of them, and is shown where this script runs; one with [data-apart] stands apart.
for (const list of document.querySelectorAll("[data-ranges]")) {
  let last = null;
  list.querySelector("[data-all]")?.closest("[hidden]")?.removeAttribute("hidden");
  list.addEventListener("click", (click) => {
    if (!click.target.matches("input[type=checkbox]:not([data-apart])")) return;
    const boxes = [...list.querySelectorAll("input[type=checkbox]:not([data-all], [data-apart])")];
    if (click.target.matches("[data-all]")) {
      for (const box of boxes) box.checked = click.target.checked;
    } else if (click.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(click.target)].sort((a, b) => a - b);
      for (const box of boxes.slice(from, to + 1)) box.checked = click.target.checked;
    }
    last = click.target;
  });
}
