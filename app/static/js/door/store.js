// What the door keeps on this device: the guests of a day, and what was done and is still to be sent.
// An operation is on the disk before the screen says so; the guests go at sign-out and after the event.
import { newId } from "./rules.js";

const CACHE = "parley-door";
const DEVICE = "parley-door-device";

let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("parley-door", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("rosters", { keyPath: "event" });
      asked.result.createObjectStore("queue", { keyPath: "op" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

async function within(store, mode, work) {
  const base = await database();
  return new Promise((done, failed) => {
    const transaction = base.transaction(store, mode, { durability: "strict" });
    const asked = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

export const readRoster = (event) => within("rosters", "readonly", (store) => store.get(event));
export const keepRoster = (roster) => within("rosters", "readwrite", (store) => store.put(roster));
export const keepOperation = (op) => within("queue", "readwrite", (store) => store.put(op));

// Several tabs may send and drop the same operation; the server takes it once.
export async function readQueue(event) {
  const all = await within("queue", "readonly", (store) => store.getAll());
  return all.filter((op) => op.event === event).sort((one, other) => one.order - other.order);
}

export const dropOperations = (ids) => within("queue", "readwrite", (store) => {
  for (const id of ids) store.delete(id);
});

export async function keepPages(addresses) {
  if (!("caches" in window)) return;
  const cache = await caches.open(CACHE);
  await Promise.allSettled(addresses.map((address) => cache.add(address)));
}

// Forgets every name; what waits to be sent stays, without it somebody would be lost.
export async function forget() {
  await within("rosters", "readwrite", (store) => store.clear());
  if ("caches" in window) await caches.delete(CACHE);
}

export async function forgetOld() {
  const all = await within("rosters", "readonly", (store) => store.getAll());
  const over = all.filter((roster) => new Date(roster.until) < new Date());
  await within("rosters", "readwrite", (store) => {
    for (const roster of over) store.delete(roster.event);
  });
}

export const wasAtTheDoor = () => localStorage.getItem(DEVICE) !== null;

export function device() {
  if (!wasAtTheDoor()) localStorage.setItem(DEVICE, newId());
  return localStorage.getItem(DEVICE);
}
