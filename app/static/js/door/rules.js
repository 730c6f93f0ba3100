// Who is here, made from what devices said: the same as app/door/rules.py. Also folding, as app/core/text.py does it.
const WHOLE = { ł: "l", ø: "o", đ: "d", ħ: "h", ŧ: "t", ı: "i", ð: "d", þ: "th", æ: "ae", œ: "oe" };
const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

export function fold(text) {
  const lowered = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").normalize("NFKD");
  const bare = lowered.replace(/[\u0300-\u036f]/g, "").replace(/[łøđħŧıðþæœ]/g, (letter) => WHOLE[letter]);
  return bare.replace(/[-\u00ad\u2010-\u2015\u2212\ufe58\ufe63]/g, " ").replace(/['`\u00b4\u02b0-\u02ff\u2018-\u201b\u2032]/g, "")
    .normalize("NFC").replace(/\s+/g, " ").trim();
}

export function standing(entries) {
  const undone = new Set(entries.filter((entry) => entry.kind === "undone").map((entry) => entry.undoes));
  const arrived = new Map(entries.filter((entry) => entry.kind === "arrived").map((entry) => [entry.op, entry]));
  return [...arrived.values()].filter((entry) => !undone.has(entry.op)).sort((one, other) => one.at.localeCompare(other.at));
}

export function presence(guest, entries) {
  const letIn = standing(entries);
  const sum = (some) => some.reduce((total, entry) => total + entry.people, 0);
  const announced = sum(letIn.filter((entry) => !entry.extra));
  const extra = sum(letIn.filter((entry) => entry.extra));
  const here = entries.length ? Math.min(announced, guest.expected) + extra : Number(guest.marked);
  const awaited = guest.counted ? Math.max(guest.expected - here, 0) : 0;
  return { here, awaited, arrivals: letIn, twice: announced > guest.expected };
}

export function ticketIn(text, codes) {
  const lowered = text.toLowerCase();
  const whole = lowered.replace(/[\s\u2010-\u2015-]+/g, "");
  if (codes.has(whole)) return whole;
  for (const part of lowered.split(/[^0-9a-z-]+/)) {
    const code = part.replaceAll("-", "");
    if (codes.has(code)) return code;
  }
  return null;
}

export const looksLikeTicket = (text) => /[rsw][0-9a-z]{3}-?[0-9a-z]{4}-?[0-9a-z]{4}/i.test(text) && /\d/.test(text);

export function newKey() {
  const drawn = crypto.getRandomValues(new Uint32Array(20));
  return [...drawn].map((number) => LETTERS[number % LETTERS.length]).join("");
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("");
}
