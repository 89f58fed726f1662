/* Keeps the app on the phone and sends the outbox when the browser says that there is a line. `self.BAIRI` lists the files. */
import { drain } from "./sync.js";

const { version, shell, files } = self.BAIRI;
const PREFIX = "bairi-field-";
const CACHE = PREFIX + version;

self.addEventListener("install", (event) => {
  const kept = [shell, ...files];
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(kept.map((file) => new Request(file, { cache: "reload" })))));
  // A browser that can takes them from the cache itself: the app opens though this worker is slow to start, or does not.
  const routes = kept.map((pathname) => ({ condition: { urlPattern: { pathname, search: "" } }, source: { cacheName: CACHE } }));
  if (event.addRoutes) event.waitUntil(event.addRoutes(routes).catch(() => null));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
      if (!old.length) return;
      // Pages of the version before would not know what the new one keeps: all of them become the new one at once.
      for (const page of await self.clients.matchAll({ type: "window" })) page.navigate(page.url).catch(() => null);
    })(),
  );
});

/* The shell and its files from the phone; everything else goes to the server as if there were no worker. */
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname !== shell && !files.includes(address.pathname)) return;
  event.respondWith(caches.match(address.pathname, { cacheName: CACHE }).then((kept) => kept || fetch(request)));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(work());
});

async function work() {
  const { ended } = await drain();
  for (const client of await self.clients.matchAll()) client.postMessage({ changed: true });
  if (ended === "no-network") throw new Error("the outbox is not empty; the browser asks again");
}

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});
