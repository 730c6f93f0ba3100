// Warns before leaving a form[data-guard] with unsaved changes. A form sent back with errors counts as changed.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = form.querySelector("[aria-invalid]") !== null;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (leaving) => {
    if (changed) leaving.preventDefault();
  });
}
