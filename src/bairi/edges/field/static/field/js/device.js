/* What the device grants: memory that is not swept, room that is left, the worker that keeps the app. */
import { addresses, say } from "./words.js";

export async function measure(app) {
  const { storage } = navigator;
  app.persisted = storage?.persisted ? await storage.persisted() : undefined;
  app.quota = storage?.estimate ? await storage.estimate() : null;
  app.full = Boolean(app.quota && app.quota.quota && app.quota.usage / app.quota.quota > 0.9);
}

/* Asked by a button only, after its reason; the browser answers by its own rules, and the answer is shown. */
export async function askPersistence(app) {
  const granted = Boolean(await navigator.storage?.persist?.());
  app.persistSaid = granted ? "" : say("persist_no");
  await measure(app);
}

/* Why something was not kept, in words: the phone is full, or the browser has lost its hold of what it keeps. */
export function whyNotKept(fault) {
  const full = fault?.name === "QuotaExceededError";
  if (!full) reportError(fault);
  return say(full ? "not_kept_full" : "not_kept");
}

/* A new version waits until the person takes it; whatever is being written is on the phone by then. */
export async function startWorker(app, redraw) {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(addresses.worker, { scope: addresses.shell }).catch(() => null);
  if (!registration) return;
  app.offlineReady = Boolean(registration.active);
  const offer = () => {
    app.update = Boolean(registration.waiting && navigator.serviceWorker.controller);
    redraw();
  };
  const follow = (worker) => worker?.addEventListener("statechange", () => {
    if (worker.state === "activated") app.offlineReady = true;
    offer();
  });
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  app.takeUpdate = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take-over");
  };
  if (registration.waiting) offer();
  else redraw();
}
