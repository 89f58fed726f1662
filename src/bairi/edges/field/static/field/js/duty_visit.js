/* A visit: to whom, of which kind, in which role of the team, what was agreed. Kept as it is typed. */
import { shift } from "./days.js";
import { whyNotKept } from "./device.js";
import { keeper } from "./drafts.js";
import { isOpen, listsOn, villageOf } from "./duty.js";
import { mayChange, saveVisit } from "./duty_keep.js";
import { at, choice, terms, underOf, villageField } from "./duty_parts.js";
import { h } from "./h.js";
import { faultsBox, page, showFaults } from "./parts.js";
import { get, write } from "./store.js";
import { day, say } from "./words.js";

export async function visitPage(app, log, on, mends) {
  const older = mends ? log.rows.find((row) => row.key === mends && row.kind === "visit" && mayChange(row)) : null;
  const key = [app.state.session.id, "visit", log.campaign, older ? mends : on].join("|");
  const draft = (await get("drafts", key)) || { place: villageOf(log, on).code, on, whom: "", kind: "", team_role: "", agreed: "", ...older?.body, key, person: app.state.session.id };
  const it = { app, log, draft, errors: {}, mends: older ? mends : null, from: on };
  it.status = h("p.error", { role: "status" });
  const keep = keeper((fault) => (it.status.textContent = fault ? whyNotKept(fault) : ""));
  it.change = (fields) => {
    Object.assign(draft, fields, { saved_at: Date.now() });
    return keep.keep({ ...draft });
  };
  it.settled = keep.settled;
  const body = h("form.stack", { id: "visit", novalidate: true, onsubmit: (event) => submit(event, it) });
  it.redraw = () => body.replaceChildren(...fields(it));
  it.redraw();
  return page(app, { title: say("duty_visit"), under: underOf(app, log), back: at(log, on), current: "duty", body, foot: [h("button.btn.primary.block", { type: "submit", form: "visit" }, say("save"))] });
}

function fields(it) {
  const { draft, log, errors } = it;
  const lists = listsOn(log, draft.on);
  const whom = h("input", { id: "whom", maxLength: 80, autocomplete: "off", "aria-invalid": errors.whom ? "true" : null, oninput: () => it.change({ whom: whom.value }) });
  const agreed = h("textarea", { id: "agreed", maxLength: 400, rows: 2, oninput: () => it.change({ agreed: agreed.value }) });
  whom.value = draft.whom;
  agreed.value = draft.agreed;
  return [
    faultsBox(errors),
    h("section.f", {}, h("label.lb", { for: "whom" }, say("duty_whom")), whom, errors.whom ? h("p.error", {}, errors.whom) : null),
    h("section.f", {}, choice("kind", say("duty_kind"), terms(lists.visit_kinds), draft.kind, (kind) => it.change({ kind }), errors.kind)),
    h("section.f", {}, choice("role", say("duty_role"), [["", say("duty_no_role")], ...terms(lists.team_roles)], draft.team_role, (team_role) => it.change({ team_role }))),
    h("section.f", {}, h("label.lb", { for: "agreed" }, say("duty_agreed")), agreed),
    h("section.f", {}, dayField(it), villageField(log, draft.place, (place) => it.change({ place })), errors.on ? h("p.error", {}, errors.on) : null),
    it.status,
    draft.saved_at ? h("button.btn.quiet", { type: "button", onclick: () => drop(it) }, say("drop_draft")) : null,
  ].filter(Boolean);
}

function dayField(it) {
  const { draft, log } = it, before = shift(log.on, -1);
  const pick = (on) => {
    it.change({ on });
    it.redraw();
  };
  const input = h("input", { id: "visit-day", type: "date", value: draft.on, min: log.start_on, max: log.on, onchange: () => input.value && pick(input.value) });
  const button = (on, words) => h("button", { type: "button", "aria-pressed": String(draft.on === on), onclick: () => pick(on) }, words);
  return [h("p.lb", { id: "visit-which" }, say("duty_visit_day")),
    h("div.days", { role: "group", "aria-labelledby": "visit-which" }, button(log.on, say("today")), button(before, say("yesterday"))),
    h("div.row.other", {}, h("label.lb", { for: "visit-day" }, say("other_day")), input)];
}

function faultsOf({ draft, log }) {
  const errors = {};
  if (!draft.whom.trim()) errors.whom = say("duty_fault_whom");
  if (!listsOn(log, draft.on).visit_kinds.some((one) => one.code === draft.kind)) errors.kind = say("duty_fault_kind");
  if (!isOpen(log, draft.on)) errors.on = say("duty_fault_day", { first: day(log.start_on), last: day(log.on) });
  return errors;
}

async function submit(event, it) {
  event.preventDefault();
  it.errors = faultsOf(it);
  if (Object.keys(it.errors).length) return showFaults(it);
  if (it.saving) return;
  it.saving = true;
  await it.settled();
  try {
    if (!(await saveVisit(it.log, it.draft.person, it.draft, it.draft.key, it.mends))) it.errors = { gone: say("duty_withdraw_where") };
  } catch (fault) {
    it.errors = { kept: whyNotKept(fault) };
  }
  if (Object.keys(it.errors).length) {
    it.saving = false;
    return showFaults(it);
  }
  await it.app.saved();
  location.replace(at(it.log, it.draft.on));
}

async function drop(it) {
  if (!confirm(say("duty_drop_sure"))) return;
  await it.settled();
  await write(["drafts"], ({ drafts }) => drafts.delete(it.draft.key));
  location.replace(at(it.log, it.from));
}
