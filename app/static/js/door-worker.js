// Serves the door when the network is away: the page without guests on it, and what it is made of.
// The guests are not in here; the page finds them in its own store.
const CACHE = "parley-door";
const PATIENCE = 4000;
const PAGE = /^\/staff\/door\/([0-9a-z]+)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (activated) => activated.waitUntil(self.clients.claim()));

function inTime(asked) {
  return new Promise((done, failed) => {
    setTimeout(() => failed(new Error("slow")), PATIENCE);
    asked.then(done, failed);
  });
}

async function page(request, event) {
  try {
    return await inTime(fetch(request));
  } catch {
    return (await caches.match(`/staff/door/${event}/shell`)) ?? Response.error();
  }
}

async function part(request) {
  const kept = await caches.match(request);
  if (kept && new URL(request.url).searchParams.has("v")) return kept;
  try {
    return await inTime(fetch(request));
  } catch {
    return kept ?? Response.error();
  }
}

self.addEventListener("fetch", (asked) => {
  const { pathname, origin } = new URL(asked.request.url);
  if (asked.request.method !== "GET" || origin !== location.origin) return;
  const [, event] = PAGE.exec(pathname) ?? [];
  if (asked.request.mode === "navigate" && event) asked.respondWith(page(asked.request, event));
  else if (pathname.startsWith("/static/")) asked.respondWith(part(asked.request));
});
