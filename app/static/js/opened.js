// Tells the hosts once that a person reads the invitation: only after a touch, a key or a scroll,
// so that programs which open every link in a mail do not count as readers.
const form = document.getElementById("opened");
const signs = ["pointerdown", "keydown", "scroll"];

function tell() {
  for (const sign of signs) removeEventListener(sign, tell);
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true });
}

if (form) for (const sign of signs) addEventListener(sign, tell, { passive: true });
