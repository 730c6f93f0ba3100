// The guests of one event as this device knows them: what the server said, and what was done here since.
import { fold, presence } from "./rules.js";
import { dropOperations, keepOperation, keepRoster, readQueue, readRoster } from "./store.js";

export class Roster {
  constructor(event) {
    this.event = event;
    this.kept = null;
    this.queue = [];
  }

  async open() {
    this.kept = (await readRoster(this.event)) ?? null;
    this.queue = await readQueue(this.event);
    this.index();
    return this.kept !== null;
  }

  async replace(kept) {
    this.kept = kept;
    this.index();
    await keepRoster(kept);
  }

  index() {
    this.entries = new Map();
    for (const entry of [...(this.kept?.entries ?? []), ...this.queue]) this.note(entry);
  }

  note(entry) {
    if (!this.entries.has(entry.subject)) this.entries.set(entry.subject, new Map());
    this.entries.get(entry.subject).set(entry.op, entry);
  }

  get guests() {
    const known = this.kept?.guests ?? [];
    const subjects = new Set(known.map((guest) => guest.subject));
    const here = this.queue.filter((op) => op.name && !subjects.has(op.subject));
    return [...known, ...here.map((op) => ({
      subject: op.subject, code: "", name: op.name, native: "", lang: "", organisation: op.organisation, role: "",
      pool: "walk_ins", expected: 0, counted: false, marked: false, word: "", note: "", words: fold(`${op.name} ${op.organisation}`),
    }))];
  }

  get codes() {
    return new Map(this.guests.map((guest) => [guest.code, guest]));
  }

  at(guest) {
    return presence(guest, [...(this.entries.get(guest.subject)?.values() ?? [])]);
  }

  all() {
    return this.guests.map((guest) => ({ guest, presence: this.at(guest) }))
      .filter(({ guest, presence: at }) => at.here || guest.pool !== "walk_ins");
  }

  // On the disk first: a tab that is killed now has lost nothing.
  async add(op) {
    await keepOperation(op);
    this.queue.push(op);
    this.note(op);
  }

  // The log first, then the queue: killed in between, an operation is said twice and taken once.
  async settle(news, ids) {
    this.kept.last = Math.max(this.kept.last, news.last);
    const known = new Map(this.kept.entries.map((entry) => [entry.op, entry]));
    for (const entry of news.entries) known.set(entry.op, entry);
    this.kept.entries = [...known.values()];
    await keepRoster(this.kept);
    await dropOperations(ids);
    this.queue = this.queue.filter((op) => !ids.includes(op.op));
    this.index();
  }

  knowsAll(entries) {
    const subjects = new Set(this.kept.guests.map((guest) => guest.subject));
    return entries.every((entry) => subjects.has(entry.subject));
  }
}
