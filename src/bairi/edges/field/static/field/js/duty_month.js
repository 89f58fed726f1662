/* The month: every day to be reached, own sums against what is owed, and the team's as the server last gave them. */
import { dayOf, isOpen, isOwed, monthSums, monthsOf, saidOf } from "./duty.js";
import { at, monthAt, monthName, presenceOf, underOf } from "./duty_parts.js";
import { weekdayOf } from "./days.js";
import { h } from "./h.js";
import { note, page } from "./parts.js";
import { day, moment, named, say } from "./words.js";

const MARK = { village: "duty_mark_village", township: "duty_mark_township", leave: "duty_mark_leave" };

export function monthPage(app, log, month) {
  const months = monthsOf(log), shown = months.includes(month) ? month : months[months.length - 1];
  const sums = monthSums(log, shown);
  return page(app, {
    title: monthName(shown), under: underOf(app, log), back: at(log, log.on), current: "duty",
    body: [
      months.length > 1 ? h("nav.which", { "aria-label": say("duty_which_month") }, months.map((one) => h("a", { href: monthAt(log, one), "aria-current": one === shown ? "date" : null }, monthName(one)))) : null,
      mine(log, sums), calendar(log, sums.days), ...log.team.filter((team) => team.month === shown).map((team) => teamCard(log, team)),
    ],
  });
}

function mine(log, sums) {
  return h("section.f.stack.tight", { "aria-labelledby": "sums" }, h("h2", { id: "sums" }, say("duty_my_month")),
    h("p.big", {}, sums.owed ? say("duty_days_of", { days: sums.village, owed: sums.owed }) : say("duty_days", { count: sums.village })),
    sums.owed ? h("progress", { max: sums.owed, value: Math.min(sums.village, sums.owed), "aria-label": say("duty_my_month") }) : null,
    h("p", {}, say("duty_sums", { township: sums.township, leave: sums.leave, missing: sums.missing, visits: sums.visits })),
    sums.waiting ? h("p.risk-ink", {}, say("duty_waiting", { count: sums.waiting })) : null);
}

/* Weeks from Monday; each day that can be entered is a way to it. */
function calendar(log, days) {
  const cells = Array.from({ length: weekdayOf(days[0]) }, () => h("i", { "aria-hidden": "true" }));
  for (const on of days) cells.push(cell(log, on));
  return h("section", { "aria-label": say("duty_calendar") },
    h("div.cal", {}, say("duty_weekdays").split(" ").map((words) => h("b.s.mut", { "aria-hidden": "true" }, words)), cells),
    h("p.s.mut", {}, say("duty_marks")));
}

function cell(log, on) {
  const one = dayOf(log, on), said = saidOf(one), wrong = one.mine?.state === "refused";
  const mark = wrong ? "×" : said ? say(MARK[said.presence]) : isOwed(log, on) ? "·" : "";
  const seen = [h("span", { "aria-hidden": "true" }, String(Number(on.slice(8)))), h("em", { "aria-hidden": "true" }, mark)];
  if (!isOpen(log, on)) return h("div.off", {}, seen);
  const spoken = [day(on), said ? presenceOf(said, null, null) : say("duty_none"), wrong ? say("state_refused") : one.mine ? say("state_saved") : ""].filter(Boolean).join(", ");
  const look = wrong ? "wrong" : one.mine ? "waits" : said ? "there" : "";
  return h("a", { href: at(log, on), class: look, "aria-current": on === log.on ? "date" : null }, seen, h("span.sr", {}, spoken));
}

function teamCard(log, team) {
  const village = log.villages.find((one) => one.code === team.place);
  const number = (value) => h("td.n", {}, String(value));
  const head = ["duty_village", "duty_township", "duty_leave", "duty_missing", "duty_visits_head"];
  return h("section.f.stack.tight", { "aria-labelledby": `team-${team.place}` },
    h("h2", { id: `team-${team.place}` }, say("duty_team", { village: village ? named(village) : "" })),
    h("div.wide", { tabindex: "0", role: "region", "aria-labelledby": `team-${team.place}` },
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("duty_member")), head.map((key) => h("th.n", { scope: "col" }, say(key))))),
        h("tbody", {}, team.members.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name, row.is_me ? ` ${say("duty_me")}` : ""), number(row.village), number(row.township), number(row.leave), number(row.missing), number(row.visits)))))),
    counted(say("duty_by_kind"), team.by_kind), counted(say("duty_by_role"), team.by_role),
    note("silent", say("duty_as_of", { at: moment(log.at) })));
}

function counted(title, rows) {
  const some = rows.filter((row) => row.count);
  return some.length ? h("p.s", {}, h("b", {}, title), " ", some.map((row) => `${named(row)} ${row.count}`).join(" · ")) : null;
}
