/* The outbox and what has arrived, newest first, a page at a time so that hundreds stay smooth. */
import { entryRow } from "./duty_parts.js";
import { h } from "./h.js";
import { empty, page, reportRow } from "./parts.js";
import { bytes, say } from "./words.js";

const AT_ONCE = 30;

export function outboxPage(app) {
  const { state } = app;
  const photos = state.photos.filter((photo) => photo.state !== "received" && !photo.owner.includes("|"));
  const owners = new Set(photos.map((photo) => photo.owner));
  const reports = state.reports.filter((row) => row.state !== "received" || owners.has(row.uuid));
  const rows = together(reports, state.duty.filter((row) => row.state !== "received"));
  const size = photos.reduce((sum, photo) => sum + photo.size - Math.min(photo.sent, photo.size), 0);
  return page(app, {
    title: say(rows.length > reports.length ? "outbox_all" : "outbox_title", { count: rows.length }), current: "outbox",
    under: photos.length ? say("outbox_holds", { count: photos.length, size: bytes(size) }) : say("outbox_texts"),
    body: rows.length ? [attempt(app), ...list(app, rows)] : [empty(say("outbox_empty"), say("outbox_empty_text"))],
    foot: rows.length ? [h("button.btn.primary.block", { type: "button", onclick: () => app.send(true) }, say(app.sending ? "net_sending" : "send_now"))] : null,
  });
}

export function sentPage(app) {
  const reports = app.state.reports.filter((row) => row.state === "received");
  const rows = together(reports, app.state.duty.filter((row) => row.state === "received"));
  return page(app, {
    title: say(rows.length > reports.length ? "sent_all" : "sent_title", { count: rows.length }), under: say("sent_kept"), current: "sent",
    body: rows.length ? list(app, rows) : [empty(say("sent_empty"), say("sent_empty_text"))],
  });
}

/* Reports and entries of the duty log, newest first. */
function together(reports, entries) {
  return entries.length ? [...reports, ...entries].sort((a, b) => b.created_at - a.created_at) : reports;
}

/* What the last attempt came to, so that waiting is never unexplained. */
function attempt(app) {
  const { line } = app;
  if (app.sending || !line) return null;
  if (line.ended === "no-network" || line.ended === "busy-server") return h("p.s.mut", { role: "status" }, say(line.ended === "no-network" ? "line_none" : "line_busy"));
  return null;
}

function list(app, rows) {
  const many = new Set([...app.state.reports, ...app.state.duty].map((row) => row.body.place)).size > 1;
  const element = h("ul.list");
  const more = h("button.btn.block", { type: "button", onclick: () => show() }, say("show_more"));
  let shown = 0;
  const show = (count = AT_ONCE) => {
    element.append(...rows.slice(shown, shown + count).map((row) => h("li", {}, row.kind ? entryRow(row, many) : reportRow(app, row, many))));
    shown += count;
    app.shown = shown;
    more.hidden = shown >= rows.length;
  };
  show(Math.max(AT_ONCE, app.shown || 0));
  return [element, more];
}
