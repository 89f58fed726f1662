/* Where the reporter is, for tasks that ask: found once at the press of a button, shown, taken out at another. */
import { h } from "./h.js";
import { all } from "./store.js";
import { moment, number, say } from "./words.js";

const PATIENCE_MS = 60_000, ROUGH_M = 100, LARGEST_M = 1e6;
const FAULTS = { 1: "position_denied", 2: "position_none", 3: "position_late" };

export function positionCard(form) {
  const body = h("div.stack.tight"), said = h("p.s", { role: "status" });
  const card = h("section.f.stack.tight", { id: "position", "aria-labelledby": "position-title" }, h("p.lb", { id: "position-title" }, say("position_title")), body, said);
  const draw = async () => {
    const going = (await all("photos", "owner", form.draft.key)).filter((photo) => photo.lat === null && !photo.left_out).length;
    const { position } = form.draft, { looking, fault } = form.finding || {};
    const held = card.contains(document.activeElement);
    body.replaceChildren(...(position ? found(form, position, going) : asked(form, looking)));
    said.textContent = looking ? say("position_looking") : fault ? say(fault) : "";
    said.className = `s${fault ? " risk-ink" : ""}`;
    if (held) body.querySelector("button")?.focus();
  };
  form.drawPosition = draw;
  draw();
  return card;
}

function asked(form, looking) {
  const button = looking
    ? h("button.btn.block", { type: "button", onclick: () => settle(form, {}) }, say("position_stop"))
    : h("button.btn.block", { type: "button", onclick: () => look(form) }, say("position_add"));
  return [h("p.s", {}, say("position_why")), button];
}

function found(form, position, going) {
  const looking = form.finding?.looking;
  return [
    h("p.where", {}, h("b", {}, say("position_is", { lat: position.lat.toFixed(5), lon: position.lon.toFixed(5) })),
      h("span", {}, say("position_within", { metres: number(position.accuracy_m), at: moment(position.at) }))),
    position.accuracy_m > ROUGH_M ? h("p.s.risk-ink", {}, say("position_rough")) : null,
    h("p.s", {}, going ? say("position_goes", { count: going }) : say("position_goes_nowhere")),
    h("div.days", {},
      h("button.btn", { type: "button", onclick: () => (looking ? settle(form, {}) : look(form)) }, say(looking ? "position_stop" : "position_again")),
      h("button.btn", { type: "button", onclick: () => settle(form, {}, null) }, say("position_remove"))),
  ].filter(Boolean);
}

/* Looks once. What comes after the person stopped it, saved, or went elsewhere is dropped. */
async function look(form) {
  const turn = { looking: true };
  settle(form, turn);
  const { position, fault } = await whereNow();
  if (form.finding === turn && form.body.isConnected && !form.over) settle(form, { fault }, position || form.draft.position);
}

async function settle(form, finding, position = form.draft.position) {
  form.finding = finding;
  if (position !== form.draft.position) form.change({ position });
  await Promise.all([form.drawPosition(), form.drawPhotos()]);
}

/* { position } or { fault }, the name of the sentence that says why not. The only place that asks the browser. */
function whereNow() {
  if (!window.isSecureContext) return { fault: "position_no_https" };
  if (!navigator.geolocation) return { fault: "position_none" };
  return new Promise((done) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ position: { lon: fine(coords.longitude), lat: fine(coords.latitude), accuracy_m: Math.min(Math.ceil(coords.accuracy), LARGEST_M), at: Date.now() } }),
      ({ code }) => done({ fault: code === 1 && matchMedia("(display-mode: standalone)").matches ? "position_denied_app" : FAULTS[code] || "position_none" }),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    ),
  );
}

const fine = (degrees) => Math.round(degrees * 1e6) / 1e6;
