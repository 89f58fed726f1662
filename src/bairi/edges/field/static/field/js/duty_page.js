/* A day of the duty log in three taps: the tab, where, done. Below it the visits of the day and the way to the month. */
import { shift } from "./days.js";
import { whyNotKept } from "./device.js";
import { keeper } from "./drafts.js";
import { dayOf, isOpen, listsOn, monthSums, villageOf, visitsIn } from "./duty.js";
import { dropEntry, replaceStanding, saveDay } from "./duty_keep.js";
import { at, choice, monthAt, monthName, presenceOf, terms, underOf, villageField } from "./duty_parts.js";
import { h } from "./h.js";
import { empty, note, page, stateTag } from "./parts.js";
import { get, write } from "./store.js";
import { day, moment, named, say } from "./words.js";

export async function dutyPage(app, log, on) {
  if (!isOpen(log, on)) return page(app, { title: say("duty_title"), current: "duty", back: at(log, log.on), body: empty(say("duty_not_open"), say("duty_not_open_text")) });
  const it = { app, log, on, lists: listsOn(log, on), day: dayOf(log, on) };
  const key = [app.state.session.id, "duty", log.campaign, on].join("|");
  it.draft = (await get("drafts", key)) || blank(it, key);
  it.writing = Boolean(it.draft.saved_at) || !(it.day.mine || it.day.stands);
  const body = h("div.duty-day", { "data-on": on }), foot = h("div");
  it.redraw = () => {
    body.replaceChildren(...[...notices(it), days(it), it.writing ? form(it) : entry(it), visits(it), monthLine(it)].filter(Boolean));
    if (foot.parentElement) foot.parentElement.hidden = !it.writing;
    foot.replaceChildren(h("button.btn.primary.block", { type: "submit", form: "duty-day" }, say(it.day.mine || it.day.stands ? "duty_change_save" : "duty_save")));
  };
  const drawn = page(app, { title: on === log.on ? say("duty_title") : say("duty_of", { date: day(on) }), under: `${underOf(app, log)} · ${day(on)}`, current: "duty", back: on === log.on ? null : at(log, log.on), body, foot: [foot] });
  it.redraw();
  return drawn;
}

function blank({ app, log, on, day: { mine, stands } }, key) {
  const said = mine?.body || stands || { presence: "", leave: "", note: "", place: villageOf(log, on).code };
  const place = log.villages.some((one) => one.code === said.place) ? said.place : log.villages[0].code;
  return { key, person: app.state.session.id, on, place, presence: said.presence, leave: said.leave, note: said.note };
}

function notices({ app, log }) {
  const { state } = app, logs = state.logs;
  return [
    logs.length > 1 ? h("div.seg", { role: "group", "aria-label": say("duty_campaigns") }, logs.map((one) => h("a.btn", { href: at(one, one.on), "aria-current": one.campaign === log.campaign ? "true" : null }, named(one)))) : null,
    Math.abs(state.skew_ms) > 300_000 ? note("at_risk", say("duty_clock", { minutes: Math.round(Math.abs(state.skew_ms) / 60_000), date: day(log.on) })) : null,
  ];
}

function days({ log, on }) {
  const before = shift(log.on, -1);
  const link = (to, words, current) => h("a", { href: to, "aria-current": current ? "date" : null }, words);
  return h("nav.which", { "aria-label": say("duty_which_day") },
    link(at(log, log.on), say("today"), on === log.on),
    isOpen(log, before) ? link(at(log, before), say("yesterday"), on === before) : null,
    link(monthAt(log, on.slice(0, 7)), say("duty_other_days"), on !== log.on && on !== before));
}

/* What is entered, and where it is on its way. */
function entry(it) {
  const { mine, stands } = it.day;
  const change = h("button.btn.block", { type: "button", onclick: () => { it.writing = true; it.redraw(); document.getElementById("where0").focus(); } }, say("duty_change"));
  if (mine?.state === "refused" && mine.standing) return twoWords(it, mine);
  return h("section.f.stack.tight", { "aria-labelledby": "my-day" },
    h("h2", { id: "my-day" }, say("duty_my_day")),
    mine ? [word(it, mine.body, mine.label), h("p", {}, stateTag(mine.state)),
      mine.hold_until ? h("p.risk-ink", {}, say("duty_held", { date: day(mine.hold_until) })) : null,
      mine.problem ? h("p.why", {}, mine.problem.message) : null,
      stands ? h("p.s.mut", {}, say("duty_server_has", { said: presenceOf(stands, null, it.lists) })) : null]
      : [word(it, stands), h("p", {}, stateTag("received")), stands.known_at ? h("p.s.mut", {}, stands.is_proxy ? say("duty_entered_by", { who: stands.by, at: moment(Date.parse(stands.known_at)) }) : moment(Date.parse(stands.known_at))) : null],
    change,
    mine ? h("a.btn.quiet", { href: `#/d/${mine.key}` }, say("duty_where_is_it")) : null);
}

function word({ lists, log }, said, label) {
  const village = log.villages.length > 1 ? log.villages.find((one) => one.code === said.place) : null;
  return [h("p.big", {}, presenceOf(said, label, lists)), village ? h("p", {}, named(village)) : null, said.note ? h("p", {}, said.note) : null];
}

/* The server holds another entry for that day: both are shown, the person chooses. */
export function twoWords(it, mine) {
  const again = async (work) => {
    await work();
    await it.app.saved();
    location.hash = at(it.log, mine.body.on);
    it.app.show();
  };
  const theirs = mine.standing;
  return h("section.f.err.stack.tight", { "aria-labelledby": "two" },
    h("h2", { id: "two" }, say("duty_two")), h("p", {}, say("duty_two_text")),
    h("div.pair", {},
      h("div", {}, h("p.lb", {}, say("duty_two_mine")), word(it, mine.body, mine.label), h("p.s.mut", {}, moment(mine.created_at))),
      h("div", {}, h("p.lb", {}, say("duty_two_theirs")), word(it, theirs), h("p.s.mut", {}, [theirs.by || "", moment(Date.parse(theirs.known_at))].filter(Boolean).join(" · ")))),
    h("button.btn.block", { type: "button", id: "take-mine", onclick: () => again(() => replaceStanding(mine.key)) }, say("duty_take_mine")),
    h("button.btn.block", { type: "button", id: "take-theirs", onclick: () => again(() => dropEntry(mine.key)) }, say("duty_take_theirs")));
}

function form(it) {
  const { draft, log, lists, app } = it;
  const keep = keeper((broken) => (fault.textContent = broken ? whyNotKept(broken) : ""));
  const change = (fields) => {
    Object.assign(draft, fields, { saved_at: Date.now() });
    box.dataset.dirty = "true";
    return keep.keep({ ...draft });
  };
  const where = (value) => {
    const [presence, leave = ""] = value.split(":");
    change({ presence, leave });
  };
  const chosen = draft.presence === "leave" ? `leave:${draft.leave}` : draft.presence;
  const options = [["village", say("duty_village")], ["township", say("duty_township")], [null, say("duty_leave")],
    ...terms(lists.leave_kinds).map(([code, kind]) => [`leave:${code}`, [h("span.sr", {}, `${say("duty_leave")}: `), kind]])];
  const area = h("textarea", { id: "duty-note", maxLength: 400, rows: 1, oninput: () => change({ note: area.value }) });
  area.value = draft.note;
  const submit = async (event) => {
    event.preventDefault();
    if (!draft.presence) {
      fault.textContent = say("duty_fault_where");
      document.getElementById("where0").focus();
      return;
    }
    if (it.saving) return;
    it.saving = true;
    await keep.settled();
    try {
      await saveDay(log, draft.person, draft, draft.key);
    } catch (broken) {
      it.saving = false;
      fault.textContent = whyNotKept(broken);
      return;
    }
    await app.saved();
    app.show();
  };
  const leave = async () => {
    await keep.settled();
    await write(["drafts"], ({ drafts }) => drafts.delete(draft.key));
    app.show();
  };
  const fault = h("p.error", { role: "alert" }), there = it.day.mine?.standing || it.day.stands;
  const box = h("form.f.stack.tight", { id: "duty-day", novalidate: true, onsubmit: submit },
    there ? h("div", {}, h("p", {}, say("duty_server_has", { said: presenceOf(there, null, lists) })), there.note ? h("p.s.mut", {}, there.note) : null, there.by ? h("p.s.mut", {}, there.by) : null) : null,
    choice("where", say("duty_where", { date: day(it.on) }), options, chosen, where), fault,
    villageField(log, draft.place, (place) => change({ place })),
    h("div", {}, h("label.lb", { for: "duty-note" }, say("note_label")), area),
    it.day.mine || it.day.stands ? h("button.btn.quiet", { type: "button", onclick: leave }, say("drop_draft")) : null);
  if (draft.saved_at) box.dataset.dirty = "true";
  return box;
}

function visits(it) {
  const { log, on } = it;
  const found = visitsIn(log, on, on);
  return h("section", { "aria-labelledby": "visits" }, h("h2", { id: "visits" }, say("duty_visits", { count: found.length })),
    found.length ? h("ul.list", {}, found.map((one) => h("li", {}, visitRow(it, one)))) : null,
    h("a.btn.block", { href: `#/visit/${encodeURIComponent(log.campaign)}/${on}` }, say("duty_add_visit")));
}

function visitRow({ lists }, one) {
  const term = (list, code) => list.find((row) => row.code === code);
  const kind = term(lists.visit_kinds, one.kind), role = term(lists.team_roles, one.team_role);
  const line = [kind ? named(kind) : one.kind, one.team_role ? (role ? named(role) : one.team_role) : ""].filter(Boolean).join(" · ");
  const state = one.withdrawn_reason ? "withdrawn" : one.row ? one.row.state : "received";
  const content = [h("b.q-title", {}, one.whom), stateTag(state), h("p", {}, line), one.agreed ? h("p", {}, one.agreed) : null,
    one.withdrawn_reason ? h("p.why", {}, one.withdrawn_reason) : null,
    one.row?.hold_until ? h("p.risk-ink", {}, say("duty_held", { date: day(one.row.hold_until) })) : null,
    one.row?.problem ? h("p.why", {}, one.row.problem.message) : null];
  return one.row ? h("a.f.q", { href: `#/d/${one.row.key}`, class: `f q${state === "refused" ? " err" : ""}` }, content) : h("div.f.q", {}, content);
}

function monthLine({ log, on }) {
  const month = on.slice(0, 7), sums = monthSums(log, month);
  const words = sums.owed ? say("duty_month_of", { days: sums.village, owed: sums.owed, visits: sums.visits }) : say("duty_month_free", { days: sums.village, visits: sums.visits });
  return h("a.f.q", { href: monthAt(log, month) }, h("b.q-title", {}, say("duty_month", { month: monthName(month) })), h("p", {}, words));
}
