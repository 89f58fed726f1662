/* The duty log of this person: what the server knew when last asked, with what this phone has added since. */
import { isOff, monthOf, shift, today } from "./days.js";

/* One for each campaign in whose village work teams the person is; [] hides the log. */
export function logsOf(state) {
  return (state.duties?.duty_log || []).map((log) => ({
    ...log, on: today(log, state.skew_ms), at: state.duties.at,
    rows: state.duty.filter((row) => row.body.campaign === log.campaign),
  }));
}

/* The lists in force on a day. */
export function listsOn(log, on) {
  return log.lists.find((lists) => !lists.since_on || lists.since_on <= on) || log.lists[log.lists.length - 1];
}

/* A day as it is: `mine` waits on this phone, `stands` is with the server; either may be null. */
export function dayOf(log, on) {
  const rows = log.rows.filter((row) => row.kind === "day" && row.body.on === on);
  const newest = rows.find((row) => row.state === "received" && row.received_at > log.at);
  const stands = newest ? { ...newest.body, key: newest.receipt.key, known_at: newest.receipt.known_at, by: "" } : log.days.find((one) => one.on === on) || null;
  return { on, mine: lastOf(rows.filter((row) => row.state !== "received")), stands };
}

/* Of entries of one day that wait, the one that none takes the place of. */
export function lastOf(rows) {
  return rows.find((row) => !rows.some((other) => other.after === row.key)) || null;
}

/* What a day counts as: the word of this phone first, unless the server did not take it in. */
export function saidOf({ mine, stands }) {
  return mine && mine.state !== "refused" ? mine.body : stands;
}

/* Visits of some days, oldest first: those the server knows, then those that it cannot know yet. */
export function visitsIn(log, first, last) {
  const known = log.visits.filter((one) => one.on >= first && one.on <= last);
  const there = new Set(known.map((one) => one.key));
  const rows = log.rows.filter((row) => row.kind === "visit" && row.body.on >= first && row.body.on <= last);
  const own = new Map(rows.map((row) => [row.key, row]));
  const added = rows.filter((row) => !there.has(row.key) && (row.state !== "received" || row.received_at > log.at)).reverse();
  return [...known.map((one) => ({ ...one, row: own.get(one.key) || null })), ...added.map((row) => ({ ...row.body, row }))];
}

/* Own sums of a month: days by presence, days that passed without an entry, what waits, visits, what is owed. */
export function monthSums(log, month) {
  const days = monthOf(`${month}-01`), last = days[days.length - 1];
  const sums = { village: 0, township: 0, leave: 0, missing: 0, waiting: 0, visits: 0 };
  for (const on of days) {
    const day = dayOf(log, on), said = saidOf(day);
    if (said) sums[said.presence] += 1;
    else if (isOwed(log, on)) sums.missing += 1;
    if (day.mine) sums.waiting += 1;
  }
  sums.visits = visitsIn(log, days[0], last).filter((one) => !one.withdrawn_reason && one.row?.state !== "refused").length;
  const on = [last, log.on].sort()[0];
  sums.owed = listsOn(log, on > log.start_on ? on : log.start_on).days_a_month;
  return { ...sums, days };
}

/* A day that has passed, within the campaign, that is no day off. */
export function isOwed(log, on) {
  return on >= log.start_on && on < log.on && !isOff(on, log);
}

/* A day that can be entered now. */
export function isOpen(log, on) {
  return on >= log.start_on && on <= log.on;
}

/* The months that are on this phone, the present one last. */
export function monthsOf(log) {
  const now = log.on.slice(0, 7), before = shift(`${now}-01`, -1).slice(0, 7);
  return before >= log.start_on.slice(0, 7) ? [before, now] : [now];
}

/* Where the person was last, for the first guess. */
export function villageOf(log, on) {
  const before = [...log.rows.map((row) => row.body), ...log.days].filter((one) => one.on <= on).sort((a, b) => (a.on < b.on ? 1 : -1))[0];
  return log.villages.find((village) => village.code === before?.place) || log.villages[0];
}
