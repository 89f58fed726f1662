/* The app: what is on the phone drawn as pages by the address behind #, sent when there is a line. */
import { keyOf, load } from "./duties.js";
import { detailPage } from "./detail.js";
import { entryPage } from "./duty_detail.js";
import { monthPage } from "./duty_month.js";
import { dutyPage } from "./duty_page.js";
import { visitPage } from "./duty_visit.js";
import { formPage } from "./form.js";
import { h, put } from "./h.js";
import { homePage } from "./home.js";
import { outboxPage, sentPage } from "./lists.js";
import { empty, page, renewFrame } from "./parts.js";
import { phonePage } from "./phone.js";
import { askSession } from "./net.js";
import { all, get, setMeta } from "./store.js";
import { drain } from "./sync.js";
import { addresses, say, showLanguage } from "./words.js";
import { askPersistence, measure, startWorker } from "./device.js";

const CALM_MS = 400;
const AGAIN_MS = 10_000;
const TAP_MS = 100; // a touch screen tells of the click a moment after the finger has left

const root = document.getElementById("app");
const app = { state: null, line: null, sending: false, shown: 0, show, send, reload, saved, signOut, measure: () => measure(app).then(redraw) };
let timer = null, again = false, address = "", seen = "", framed = "", drawing = Promise.resolve(), stale = false, forced = false, pressed = false;

app.askPersistence = () => askPersistence(app).then(redraw);

async function reload() {
  [app.state, app.line] = await Promise.all([load(), get("meta", "line")]);
}

/* The page of the address. A form is not drawn anew under the fingers, only when its address changes. */
async function draw() {
  const { hash } = location; // it may change while the page is made
  const [, view, argument] = decodeURIComponent(hash || "#/").match(/^#\/([a-z]*)\/?(.*)$/) || ["", "", ""];
  const moved = forced || address !== hash;
  forced = false;
  const form = ["report", "mend", "correct", "visit"].includes(view);
  const looks = looksOf();
  if (!moved && pressed) return;
  if (!moved && (form || isInHand())) return drawFrame(looks);
  if (!moved && looks === seen && looks === framed) return;
  seen = framed = looks;
  if (moved) app.shown = 0;
  const held = moved ? 0 : scrollTop();
  const content = await pageOf(view, argument);
  if (!moved && pressed) return void (seen = "");
  const back = moved ? null : focused(), fold = moved ? null : folded();
  address = hash;
  root.replaceChildren();
  put(root, content);
  fold?.();
  document.body.dataset.view = view || "home";
  const body = document.getElementById("main");
  if (held) body.scrollTop = held;
  back?.();
  if (moved && root.dataset.drawn) document.getElementById("title").focus({ preventScroll: true });
  root.dataset.drawn ||= String(Math.round(performance.now())); // how long the app took to open, for those who measure
}

function drawFrame(looks) {
  if (looks === framed) return;
  framed = looks;
  const back = focused();
  renewFrame(app, root);
  back?.();
}

/* Who goes by keyboard or screen reader stays where they were: gives the focus to the same link or button drawn anew. */
function focused() {
  const element = document.activeElement;
  if (!root.contains(element)) return null;
  const mark = (one) => one.id || one.getAttribute("href") || one.textContent;
  const known = mark(element);
  return () => element.isConnected || [...root.querySelectorAll(element.tagName)].find((one) => mark(one) === known)?.focus({ preventScroll: true });
}

/* What is folded open or shut stays so. */
function folded() {
  const known = [...root.querySelectorAll("details")].map(({ className, open }) => [className, open]);
  return () => known.forEach(([name, open]) => root.querySelector(`details.${name}`)?.toggleAttribute("open", open));
}

/* What is under a finger stays there until the tap is over: one on a button that was drawn anew meanwhile would be lost. */
function watchFinger() {
  let lifted = null;
  const lift = () => {
    lifted = setTimeout(() => {
      pressed = false;
      redraw();
    }, TAP_MS);
  };
  document.addEventListener("pointerdown", () => {
    clearTimeout(lifted);
    pressed = true;
  }, true);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, lift, true);
}

/* A form that shows beside other things, once something was chosen or is being typed in it. */
function isInHand() {
  const form = document.getElementById("duty-day");
  return Boolean(form && (form.dataset.dirty || form.contains(document.activeElement)));
}

/* All that a page can show. While it stays the same, nothing is drawn anew. */
function looksOf() {
  const { state, line } = app;
  const reports = state.reports.map((row) => [row.uuid, row.state, row.tried, row.problem?.message, row.ruling?.state, row.ruling?.superseded_by, row.conflict_with]);
  const photos = state.photos.map((photo) => [photo.state, photo.sent, photo.owner]);
  const duty = state.duty.map((row) => [row.key, row.state, row.problem?.message, row.hold_until, row.standing?.key]);
  const rest = [state.session?.id, state.duties?.tag, state.drafts.length, state.sealed.length, line?.ended, app.sending, app.update, app.full, app.persisted, app.persistSaid, app.offlineReady, navigator.onLine, app.quota?.usage, Math.round(state.skew_ms / 60_000)];
  return JSON.stringify([reports, photos, duty, rest, [...state.campaigns, ...state.logs].map((one) => one.on)]);
}

const scrollTop = () => document.getElementById("main")?.scrollTop || 0;

async function pageOf(view, argument) {
  const { state } = app;
  if (view === "phone") return phonePage(app);
  if (!state.session || (!state.duties && !["outbox", "sent"].includes(view))) return homePage(app);
  if (view === "outbox") return outboxPage(app);
  if (view === "sent") return sentPage(app);
  if (view === "r") return detailPage(app, argument);
  if (view === "d") return entryPage(app, argument);
  if (["duty", "month", "visit"].includes(view) && state.logs.length) return logPage(view, argument.split("/"));
  if (view === "report" && state.targets.has(argument)) return formPage(app, state.targets.get(argument), {});
  if (view === "mend" || view === "correct") {
    const target = targetOf(argument);
    if (target) return formPage(app, target, view === "mend" ? { mends: argument } : { corrects: argument });
  }
  if (["report", "mend", "correct"].includes(view)) return page(app, { title: say("title"), back: "#/", current: "home", body: empty(say("no_target"), say("no_target_text")) });
  return homePage(app);
}

function logPage(view, [campaign, on, key]) {
  const log = app.state.logs.find((one) => one.campaign === campaign) || app.state.logs[0];
  if (view === "month") return monthPage(app, log, on);
  return view === "visit" ? visitPage(app, log, on || log.on, key) : dutyPage(app, log, on || log.on);
}

function targetOf(uuid) {
  const { state } = app;
  const own = state.reports.find((row) => row.uuid === uuid);
  const sent = state.duties.sent.find((row) => row.uuid === uuid);
  return state.targets.get(own ? own.target : sent ? keyOf(sent) : "");
}

/* Draw after what is being drawn; many calls in a row are one. */
function redraw() {
  stale = true;
  drawing = drawing.then(async () => {
    if (!stale) return;
    stale = false;
    await reload();
    await draw();
  });
  return drawing;
}

function show() {
  forced = true;
  return redraw();
}

/* Told at every step of sending: drawn at most so often, and the last step always. */
let calm = -CALM_MS, later = null;
function changed() {
  const rest = calm + CALM_MS - performance.now();
  if (rest > 0) {
    later ||= setTimeout(() => {
      later = null;
      changed();
    }, rest);
    return;
  }
  calm = performance.now();
  redraw();
}

async function send(manual) {
  if (app.sending) {
    again ||= manual;
    return;
  }
  clearTimeout(timer);
  app.sending = true;
  redraw();
  let next = null;
  try {
    ({ next_at: next } = await drain({ manual, changed }));
  } catch (fault) {
    reportError(fault); // the phone could not note how far it is: what has arrived anyway is sent again, and counts once
    next = Date.now() + AGAIN_MS;
  } finally {
    app.sending = false;
    await redraw();
  }
  if (again) {
    again = false;
    await send(true);
  } else if (next) timer = setTimeout(() => send(false), Math.max(1_000, next - Date.now()));
}

/* A report was saved: ask the browser to send it later too, and try now. */
async function saved() {
  await reload();
  await measure(app);
  const worker = await navigator.serviceWorker?.getRegistration(addresses.shell);
  try {
    await worker?.sync?.register("outbox");
  } catch {
    /* not allowed here: the page sends it */
  }
  send(true);
}

/* Ends the session on the server where it is reached; what is written stays on the phone, sealed. */
async function signOut() {
  if (!confirm(say("sign_out_sure"))) return;
  let csrf;
  try {
    ({ csrf } = await askSession());
  } catch {
    alert(say("sign_out_needs_line"));
    return;
  }
  await setMeta("session", { ...app.state.session, seal: null, locked: true, why: "" });
  const form = h("form", { method: "post", action: addresses.signOut, hidden: true }, h("input", { name: "csrfmiddlewaretoken", value: csrf }));
  document.body.append(form);
  form.submit();
}

async function start() {
  showLanguage();
  const known = await get("meta", "addresses");
  if (JSON.stringify(known) !== JSON.stringify(addresses)) await setMeta("addresses", addresses);
  await redraw(); // what there is to do is shown before the room is measured, which takes long on a full phone
  await measure(app);
  await redraw();
  watchFinger();
  window.addEventListener("hashchange", () => redraw());
  window.addEventListener("online", () => send(true));
  window.addEventListener("offline", () => redraw());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send(false));
  navigator.serviceWorker?.addEventListener("message", () => redraw());
  window.addEventListener("bairi-newer", () => location.reload());
  startWorker(app, redraw);
  await send(false);
}

start().catch((fault) => {
  root.replaceChildren(h("main.body", {}, h("h1", {}, say("broken")), h("p", {}, say("broken_text")), h("p.s.mut", {}, String(fault?.message || fault))));
  throw fault;
});

/* For people who look after the app, in the browser's console: what waits, as plain rows. */
window.bairiField = { reports: () => all("reports"), photos: () => all("photos"), drafts: () => all("drafts"), duty: () => all("duty"), campaign: () => app.state.logs[0]?.campaign, send };
