/* Pieces that several pages draw: frame, states, rows. */
import { BACK, h, icon } from "./h.js";
import { bytes, day, named, number, say, unitOf } from "./words.js";

const TABS = [["home", "#/", "tab_duties"], ["duty", "#/duty", "tab_duty"], ["outbox", "#/outbox", "tab_outbox"], ["sent", "#/sent", "tab_sent"], ["phone", "#/phone", "tab_phone"]];

/* A page: header with title and line, what it shows, the button below, the tabs. */
export function page(app, { title, under, back, current, body, foot }) {
  return [
    h("header.ph-top", {},
      back ? h("a.back", { href: back, "aria-label": say("back") }, icon(BACK)) : null,
      h("div.ph-title", {}, h("h1", { id: "title", tabindex: "-1" }, title), under ? h("p", {}, under) : null),
      netButton(app),
    ),
    h("main.body", { id: "main" }, body),
    foot ? h("div.save", {}, foot) : null,
    tabsOf(app, current),
  ];
}

/* The line and the counts alone, around a form that stays as it is while it is written in. */
export function renewFrame(app, root) {
  const tabs = root.querySelector("nav.tabs");
  root.querySelector("header .net").replaceWith(netButton(app));
  tabs.replaceWith(tabsOf(app, tabs.dataset.current));
}

function tabsOf(app, current) {
  const { logs, reports, duty } = app.state;
  const counts = { outbox: [...reports, ...duty].filter((row) => row.state !== "received").length, duty: duty.filter((row) => row.state === "refused").length };
  const tabs = TABS.filter(([key]) => key !== "duty" || logs.length);
  return h(`nav.tabs${tabs.length > 4 ? ".five" : ""}`, { "aria-label": say("tabs"), "data-current": current },
    tabs.map(([key, href, words]) =>
      h("a", { href, "aria-current": key === current ? "page" : null }, say(words),
        counts[key] ? h("span.badge", {}, String(counts[key])) : null)));
}

/* The line, in words; pressing it sends now. */
function netButton(app) {
  const { state, line } = app;
  const key = app.sending ? "net_sending" : !navigator.onLine || line?.ended === "no-network" ? "net_off" : state.session ? "net_on" : "net_out";
  return h("button.net", { type: "button", class: `net ${key}`, onclick: () => app.send(true), title: say("send_now") }, h("i"), say(key));
}

const STATES = {
  saved: ["silent", "state_saved"], sending: ["at_risk", "state_sending"], received: ["on_pace", "state_received"],
  confirmed: ["done", "state_confirmed"], sent_back: ["late", "state_sent_back"], refused: ["late", "state_refused"],
  withdrawn: ["no_target", "state_withdrawn"], corrected: ["no_target", "state_corrected"],
};

/* Where a report is: the server's ruling once it has one, else the phone's own step. */
export function stateOf(row) {
  if (row.state !== "received") return row.state;
  if (row.ruling?.superseded_by) return "corrected";
  return row.ruling && row.ruling.state !== "waiting" ? row.ruling.state : "received";
}

export function stateTag(state) {
  const [mark, words] = STATES[state];
  return h(`span.tag.${mark}`, {}, h(`i.mark.${mark}`), say(words));
}

export function titleOf(label) {
  return [named(label, "task"), label.item].filter(Boolean).join(" · ");
}

export function figureOf(row) {
  if (row.body.item) return row.label.stage || say("no_stage");
  return `${number(row.total)} ${unitOf(row.label)}`;
}

/* One report in a list. */
export function reportRow(app, row, many) {
  const photos = app.state.photos.filter((photo) => photo.owner === row.uuid);
  const there = photos.filter((photo) => photo.state === "received").length;
  const state = stateOf(row);
  const lines = [
    [many ? named(row.label, "place") : "", day(row.body.effective_on), figureOf(row)].filter(Boolean).join(" · "),
    photos.length ? say("photos_there", { count: photos.length, there }) : "",
  ];
  return h("a.f.q", { href: `#/r/${row.uuid}`, class: `f q${["refused", "sent_back"].includes(state) ? " err" : ""}` },
    h("b.q-title", {}, titleOf(row.label)), stateTag(state),
    lines.filter(Boolean).map((line) => h("p", {}, line)),
    photos.length && there < photos.length && row.state === "received" ? bar(photos) : null,
    row.problem ? h("p.why", {}, row.problem.message) : null,
    state === "sent_back" && row.ruling.reason ? h("p.why", {}, row.ruling.reason) : null,
    row.conflict_with && state === "received" ? h("p.risk-ink", {}, say("differs")) : null,
  );
}

export function bar(photos) {
  const whole = photos.reduce((sum, photo) => sum + photo.size, 0);
  const sent = photos.reduce((sum, photo) => sum + (photo.state === "received" ? photo.size : Math.min(photo.sent, photo.size)), 0);
  return h("progress", { max: whole || 1, value: sent, "aria-label": say("sent_of", { sent: bytes(sent), whole: bytes(whole) }) });
}

/* What keeps a form from being saved, by the names of its fields; null where nothing does. */
export function faultsBox(errors) {
  const sentences = Object.values(errors);
  return sentences.length ? h("div.errors", { role: "alert", tabindex: "-1", id: "faults" }, h("h2", {}, say("faults")), h("ul", {}, sentences.map((text) => h("li", {}, text)))) : null;
}

export function showFaults(form) {
  form.redraw();
  document.getElementById("faults").focus();
}

export function empty(title, text, ...more) {
  return h("div.empty", {}, h("p.empty-title", {}, title), text ? h("p", {}, text) : null, more);
}

export function note(kind, ...content) {
  return h(`div.note.${kind}`, {}, content);
}
