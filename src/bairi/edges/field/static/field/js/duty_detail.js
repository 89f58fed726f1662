/* One entry of the duty log and where it is, step by step, with its receipt. */
import { shift } from "./days.js";
import { dayOf, isOpen, listsOn } from "./duty.js";
import { dropEntry, mayChange, moveTo } from "./duty_keep.js";
import { at, entrySays, entryTitle } from "./duty_parts.js";
import { twoWords } from "./duty_page.js";
import { h } from "./h.js";
import { empty, note, page, stateTag } from "./parts.js";
import { addresses, day, moment, named, say } from "./words.js";

export function entryPage(app, key) {
  const row = app.state.duty.find((one) => one.key === key);
  if (!row) return page(app, { title: say("duty_title"), back: "#/outbox", current: "outbox", body: empty(say("duty_not_here"), say("not_here_text")) });
  const log = app.state.logs.find((one) => one.campaign === row.body.campaign);
  const there = row.state === "received";
  return page(app, {
    title: entryTitle(row), under: [named(row.label, "place"), day(row.body.on)].join(" · "),
    back: there ? "#/sent" : "#/outbox", current: there ? "sent" : "outbox",
    body: [
      h("section.f.okk", {}, h("p.big", {}, entrySays(row)), stateTag(row.state), row.body.note || row.body.agreed ? h("p.s", {}, row.body.note || row.body.agreed) : null),
      row.hold_until && row.state === "saved" ? note("at_risk", say("duty_held", { date: day(row.hold_until) }), " ", say("duty_held_text")) : null,
      row.state === "refused" && row.standing && log ? twoWords({ app, log, lists: listsOn(log, row.body.on) }, row)
        : row.problem ? note("late", h("b", {}, say("refused_why")), " ", row.problem.message, " ", say("duty_refused_kept")) : null,
      h("section.f", {}, steps(row)),
      actions(app, log, row),
    ],
  });
}

function steps(row) {
  const step = (done, words, when) => h("li", { class: done ? "done" : "" }, h("i.dot", { "aria-hidden": "true" }), h("span", {}, words, done ? "" : h("span.sr", {}, ` · ${say("not_yet")}`)), h("span.s.mut", {}, when));
  return h("ol.flow", {}, step(true, say("step_saved"), moment(row.created_at)),
    step(row.state === "received", say("step_received"), row.received_at ? moment(row.received_at) : ""),
    row.receipt ? h("li.receipt", {}, h("span.s.mut", {}, say("receipt_no"), " ", h("code", {}, row.receipt.digest.slice(0, 16)))) : null);
}

function actions(app, log, row) {
  if (!log) return null;
  if (row.state === "received") {
    if (row.kind === "day") return h("a.btn.block", { href: at(log, row.body.on) }, say("duty_to_day"));
    return [h("p.s.mut", {}, say("duty_withdraw_where")), h("a.btn.quiet", { href: addresses.desk }, say("to_desk"))];
  }
  if (row.state === "refused" && row.standing) return null;
  const open = isOpen(log, row.body.on);
  const mend = row.kind === "visit" ? `#/visit/${encodeURIComponent(log.campaign)}/${open ? row.body.on : log.on}/${row.key}` : at(log, row.body.on);
  return h("div.stack.tight", {},
    (open || row.kind === "visit") && (row.kind === "day" || mayChange(row)) ? h("a.btn.block", { href: mend }, say("duty_change")) : null,
    mayChange(row) ? [open || row.kind === "visit" ? null : another(app, log, row),
      h("button.btn.quiet", { type: "button", onclick: async () => confirm(say("duty_discard_sure")) && (await dropEntry(row.key), await app.reload(), (location.hash = "#/outbox")) }, say("discard"))] : null);
}

/* The day was never meant: the clock ran ahead, so the entry belongs to a day that has come. */
function another(app, log, row) {
  const free = [0, 1, 2, 3, 4, 5, 6].map((back) => shift(log.on, -back)).filter((on) => isOpen(log, on) && !dayOf(log, on).mine);
  if (!free.length) return null;
  const select = h("select", { id: "move" }, free.map((on) => h("option", { value: on }, day(on))));
  const move = async () => {
    if (await moveTo(log, row, select.value)) {
      await app.saved();
      location.hash = at(log, select.value);
    } else app.show();
  };
  return h("section.f.stack.tight", {}, h("label.lb", { for: "move" }, say("duty_other_day")), select, h("button.btn.block", { type: "button", onclick: move }, say("duty_move")));
}
