/* The first page: what was sent back, what is due, what is written but not saved, what is reported already. */
import { h } from "./h.js";
import { empty, note, page, stateTag } from "./parts.js";
import { addresses, day, listed, named, number, say, unitOf } from "./words.js";

export function homePage(app) {
  const { state } = app;
  if (!state.session) return page(app, { title: say("title"), current: "home", body: signInFirst(state) });
  if (!state.duties) return page(app, { title: say("title"), under: state.session.name, current: "home", body: waitForDuties(app) });
  const codes = new Set(state.campaigns.flatMap((campaign) => campaign.places.map((place) => place.code)));
  return page(app, { title: homeOf(state, codes.size), under: dayLine(state), current: "home", body: [...notices(app), ...duties(app, codes.size > 1)] });
}

/* The village by its name, also where the targets are its hamlets'; their number where no one place holds them all. */
function homeOf(state, count) {
  const homes = new Map(state.campaigns.map(({ home, places }) => home || places[0]).map((place) => [place.code, named(place)]));
  const whole = state.campaigns.every(({ home, places }) => home || places.length === 1);
  return whole && homes.size === 1 ? [...homes.values()][0] : say("my_places", { count });
}

function dayLine(state) {
  const campaign = state.campaigns[0];
  if (!campaign) return state.session.name;
  const dayNo = Math.round((Date.parse(campaign.on) - Date.parse(campaign.start_on)) / 86_400_000) + 1;
  return `${state.session.name} · ${say(campaign.is_replay ? "replay_day" : "day_no", { n: dayNo, date: day(campaign.on) })}`;
}

function signInFirst(state) {
  const next = encodeURIComponent(addresses.shell);
  const names = listed([...new Set(state.sealed.map((row) => state.people[row.person]).filter(Boolean))]);
  return [
    state.sealed.length ? note("at_risk", say("sealed", { count: state.sealed.length, names: names || "—" })) : null,
    empty(say("sign_in_title"), say("sign_in_text"), h("a.btn.primary.block", { href: `${addresses.signIn}?next=${next}` }, say("sign_in"))),
  ];
}

function waitForDuties(app) {
  return empty(say("no_duties_yet"), say("no_duties_text"), h("button.btn.primary.block", { type: "button", onclick: () => app.send(true) }, say("fetch_now")));
}

function notices(app) {
  const { state } = app;
  return [
    app.update ? note("on_pace", say("new_version"), " ", h("button.btn", { type: "button", onclick: app.takeUpdate }, say("new_version_do"))) : null,
    app.full ? note("late", say("storage_full"), " ", h("a.btn.quiet", { href: "#/phone" }, say("tab_phone"))) : null,
    app.persisted === false && state.reports.length ? note("at_risk", say("not_persisted"), " ", h("a.btn.quiet", { href: "#/phone" }, say("why_and_how"))) : null,
    state.sealed.length ? note("at_risk", say("sealed_other", { count: state.sealed.length })) : null,
    Math.abs(state.skew_ms) > 300_000 ? note("at_risk", say("clock_off", { minutes: Math.round(Math.abs(state.skew_ms) / 60_000) })) : null,
    state.campaigns.some((campaign) => campaign.places_left_out) ? note("at_risk", say("places_left_out", { count: state.campaigns[0].places.length })) : null,
  ].filter(Boolean);
}

function duties(app, many) {
  const { state } = app;
  const targets = state.campaigns.flatMap((campaign) => campaign.targets);
  const returned = sentBack(state);
  const begun = targets.filter((target) => target.drafts.length);
  const corrections = state.drafts.filter((draft) => draft.corrects && state.targets.has(draft.target) && !returned.some((row) => row.uuid === draft.corrects));
  const of = (...states) => targets.filter((target) => states.includes(target.due.state) && !target.drafts.length);
  const due = of("due").sort((a, b) => (a.due.by < b.due.by ? -1 : a.due.by > b.due.by ? 1 : 0));
  const rest = of("reported", "off", "done");
  return [
    returned.length ? section("back", say("sent_back", { count: returned.length }), returned.map((row) => backRow(row))) : null,
    begun.length + corrections.length ? section("begun", say("begun", { count: begun.length + corrections.length }), [...begun.map((target) => dutyRow(target, many)), ...corrections.map((draft) => correctionRow(draft, state.targets.get(draft.target), many))]) : null,
    section("due", say("due", { count: due.length }), due.length ? due.map((target) => dutyRow(target, many)) : [empty(say("nothing_due"), say("nothing_due_text"))]),
    rest.length ? h("details.more", { open: !due.length }, h("summary", {}, say("rest", { count: rest.length })), h("ul.list", {}, rest.map((target) => h("li", {}, dutyRow(target, many))))) : null,
  ];
}

/* Sent back to me or to my team, and not corrected yet, also not by a draft or a report that still waits here. */
export function sentBack(state) {
  const answered = new Set(state.reports.flatMap((row) => row.body.supersedes));
  const refused = state.reports.filter((row) => row.state === "refused").map((row) => ({ refused: row, uuid: row.uuid, reason: row.problem.message, task_name: named(row.label, "task"), effective_on: row.body.effective_on }));
  const back = state.duties.sent.filter((row) => row.state === "sent_back" && !row.superseded_by && !answered.has(row.uuid));
  return [...refused, ...back];
}

function backRow(row) {
  const href = row.refused ? `#/r/${row.uuid}` : `#/correct/${row.uuid}`;
  return h("a.f.q.err", { href }, h("b.q-title", {}, row.task_name), stateTag(row.refused ? "refused" : "sent_back"),
    h("p", {}, [row.place_name, day(row.effective_on)].filter(Boolean).join(" · ")), row.reason ? h("p.why", {}, row.reason) : null);
}

/* A correction that is being written, of a report that nobody sent back. */
function correctionRow(draft, target, many) {
  return h("a.f.q", { href: `#/correct/${draft.corrects}` }, h("b.q-title", {}, named(target, "task_name"), target.counts ? "" : ` · ${target.measure_name}`), h("span.tag.at_risk", {}, say("draft")),
    h("p", {}, [many ? named(target, "place_name") : "", say("correct"), day(draft.effective_on)].filter(Boolean).join(" · ")));
}

function section(id, title, rows) {
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), h("ul.list", {}, rows.map((row) => h("li", {}, row))));
}

function dutyRow(target, many) {
  const { due } = target;
  const last = target.is_itemised ? say("items_count", { count: target.items.length }) : `${number(target.seen.value ?? null)} / ${number(target.must)} ${unitOf(target)}`;
  return h("a.f.q", { href: `#/report/${encodeURIComponent(target.key)}` },
    h("b.q-title", {}, named(target, "task_name"), target.counts ? "" : ` · ${target.measure_name}`),
    target.drafts.length ? h("span.tag.at_risk", {}, say("draft")) : due.state === "reported" ? h("span.tag.on_pace", {}, say("reported")) : due.state === "done" ? h("span.tag.done", {}, say("reached")) : null,
    h("p", {}, [many ? named(target, "place_name") : "", last].filter(Boolean).join(" · ")),
    h("p", {}, [target.seen.on ? say("last_on", { date: day(target.seen.on) }) : say("never"), due.state === "due" ? say("due_by", { date: day(due.by) }) : ""].filter(Boolean).join(" · ")),
  );
}
