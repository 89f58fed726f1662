/* Pieces of the duty log's pages: what an entry says, its line in a list, a choice of one. */
import { h } from "./h.js";
import { stateTag } from "./parts.js";
import { current, day, named, say } from "./words.js";

const PRESENCE = { village: "duty_village", township: "duty_township", leave: "duty_leave" };

/* Where a day was spent, in words; `label` names the kind of leave, else the lists do. */
export function presenceOf(said, label, lists) {
  if (said.presence !== "leave") return say(PRESENCE[said.presence] || "duty_village");
  const term = lists?.leave_kinds.find((one) => one.code === said.leave);
  return say("duty_leave_of", { kind: (label && named(label, "leave")) || (term ? named(term) : said.leave) });
}

export function entryTitle(row) {
  return row.kind === "visit" ? say("duty_visit_to", { whom: row.body.whom }) : say("duty_day_entry");
}

export function entrySays(row) {
  if (row.kind === "day") return presenceOf(row.body, row.label);
  return [named(row.label, "kind"), named(row.label, "team_role")].filter(Boolean).join(" · ");
}

/* One entry in the outbox or among what has arrived. */
export function entryRow(row, many) {
  const choose = row.state === "refused" && row.standing;
  return h("a.f.q", { href: `#/d/${row.key}`, class: `f q${row.state === "refused" ? " err" : ""}` },
    h("b.q-title", {}, entryTitle(row)), stateTag(row.state),
    h("p", {}, [many ? named(row.label, "place") : "", day(row.body.on), entrySays(row)].filter(Boolean).join(" · ")),
    row.hold_until ? h("p.risk-ink", {}, say("duty_held", { date: day(row.hold_until) })) : null,
    choose ? h("p.why", {}, say("duty_other_stands")) : row.problem ? h("p.why", {}, row.problem.message) : null,
  );
}

/* A choice of one, each as wide as a thumb. `options` are [value, words], and [null, words] for a line above some. */
export function choice(name, legend, options, chosen, pick, error) {
  const one = (value, words, n) => h("label", {}, h("input", { type: "radio", name, id: `${name}${n}`, value, checked: value === chosen, onchange: () => pick(value) }), h("span", {}, words));
  return h("fieldset.pick", {}, h("legend.lb", {}, legend),
    options.map(([value, words], n) => (value === null ? h("p.lb", { "aria-hidden": "true" }, words) : one(value, words, n))),
    error ? h("p.error", {}, error) : null);
}

export const terms = (list) => list.map((term) => [term.code, named(term)]);

/* The village, asked only from one who belongs to several teams. */
export function villageField(log, chosen, pick) {
  if (log.villages.length < 2) return null;
  const select = h("select", { id: "village", onchange: () => pick(select.value) }, log.villages.map((one) => h("option", { value: one.code, selected: one.code === chosen }, named(one))));
  return h("div", {}, h("label.lb", { for: "village" }, say("duty_which_village")), select);
}

/* The line of a page: who, in which campaign where there are several. */
export function underOf(app, log) {
  return [app.state.session.name, app.state.logs.length > 1 ? named(log) : ""].filter(Boolean).join(" · ");
}

export const at = (log, on) => `#/duty/${encodeURIComponent(log.campaign)}/${on}`;

export const monthAt = (log, month) => `#/month/${encodeURIComponent(log.campaign)}/${month}`;

/* "2016-03" as March or 3月. */
export function monthName(month) {
  const number = Number(month.slice(5));
  if (current() !== "en") return `${number}月`;
  return new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2000, number - 1, 1)));
}
