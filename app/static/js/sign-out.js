// Forgets the guests that the door kept on this device when somebody signs out, from whichever page.
import { forget, forgetOld, wasAtTheDoor } from "./door/store.js";

if (wasAtTheDoor()) {
  for (const form of document.querySelectorAll("form[action='/account/sign-out']:not([data-forget])")) {
    form.addEventListener("submit", async (sent) => {
      sent.preventDefault();
      await forget().catch(() => {});
      form.submit();
    });
  }
  await forgetOld().catch(() => {});
}
