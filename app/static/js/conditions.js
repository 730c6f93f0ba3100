// Shows a question[data-depends-on] only where the answer it depends on is given. The server asks again.
const questions = [...document.querySelectorAll("[data-depends-on]")];

function answered(form, name, given) {
  const controls = [...form.elements].filter((one) => one.name === name);
  return controls.some((one) => !one.closest("[data-depends-on][hidden]")
    && (one.type === "radio" || one.type === "checkbox" ? one.checked : true)
    && one.value === given);
}

function settle() {
  // In the order of the page, so that what depends on a hidden question hides as well.
  for (const question of questions) {
    const { dependsOn, given } = question.dataset;
    question.hidden = !answered(question.closest("form"), dependsOn, given);
  }
}

for (const question of questions) {
  question.querySelector(".condition")?.remove();
  question.closest("form").addEventListener("change", settle);
}
settle();
