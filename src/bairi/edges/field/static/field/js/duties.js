/* What there is to report: the server's duties as last fetched, with what this phone has added since. */
import { isOff, period, today } from "./days.js";
import { logsOf } from "./duty.js";
import { all, get } from "./store.js";

export const NOTHING_SEEN = "00000000-0000-0000-0000-000000000000";
const COUNTED = new Set(["saved", "sending", "received"]);

export function keyOf(target) {
  return [target.campaign, target.place, target.task, target.measure].join("|");
}

/* All that the pages draw: the person, campaigns with their targets, own reports, drafts; null before the first visit. */
export async function load() {
  const [session, duties, measured] = await Promise.all([get("meta", "session"), get("meta", "duties"), get("meta", "skew_ms")]);
  const [people, addresses] = await Promise.all([get("meta", "people"), get("meta", "addresses")]);
  const state = { session: session?.locked ? null : session, people: people || {}, addresses, duties: null, skew_ms: measured || 0 };
  const [reports, drafts, photos, duty] = await Promise.all([all("reports"), all("drafts"), all("photos"), all("duty")]);
  const mine = (row) => state.session && row.person === state.session.id;
  state.sealed = [...[...reports, ...duty].filter((row) => row.state !== "received"), ...drafts].filter((row) => !mine(row));
  state.reports = reports.filter(mine).sort((a, b) => b.created_at - a.created_at);
  state.drafts = drafts.filter(mine);
  state.photos = photos.filter(mine);
  state.duty = duty.filter(mine).sort((a, b) => b.created_at - a.created_at);
  if (state.session && duties?.person === state.session.id) state.duties = duties;
  state.logs = logsOf(state);
  state.campaigns = (state.duties?.campaigns || []).map((campaign) => withTargets(campaign, state));
  state.targets = new Map(state.campaigns.flatMap((campaign) => campaign.targets.map((target) => [target.key, target])));
  return state;
}

function withTargets(campaign, state) {
  const on = today(campaign, state.skew_ms);
  const places = new Map(campaign.places.map((place) => [place.code, place]));
  const targets = campaign.targets.map((bare) => {
    const target = { ...bare, campaign: campaign.code, place_name: places.get(bare.place)?.name, place_name_en: places.get(bare.place)?.name_en };
    target.key = keyOf(target);
    target.queued = state.reports.filter((row) => row.target === target.key && COUNTED.has(row.state) && row.ruling?.state !== "withdrawn");
    target.seen = latest(target, state.duties.at);
    target.drafts = state.drafts.filter((draft) => draft.target === target.key && !draft.mends && !draft.corrects);
    target.due = dueOf(target, campaign, on);
    return target;
  });
  return { ...campaign, on, targets };
}

/* The figure that the reporter sees: the server's, or that of a later report of this phone which it does not know yet. */
export function latest(target, at, item = null) {
  const source = item ? target.items.find((row) => row.key === item) : null;
  const known = item
    ? { stage: source?.stage || "", on: source?.on || null, base: source?.base || NOTHING_SEEN }
    : { value: target.last.value, on: target.last.on, base: target.last.base };
  const own = target.queued
    .filter((row) => (row.body.item || null) === item && (row.state !== "received" || row.received_at > at))
    .sort((a, b) => (a.body.effective_on === b.body.effective_on ? b.created_at - a.created_at : a.body.effective_on < b.body.effective_on ? 1 : -1))[0];
  if (!own || (known.on && own.body.effective_on < known.on)) return known;
  return { value: own.total, stage: own.body.stage, on: own.body.effective_on, base: own.uuid, queued: true };
}

/* "due" in the present stretch without a report, "reported" in it, "done" once the target is reached, "off" today. */
function dueOf(target, campaign, on) {
  const rhythm = target.rhythm || campaign.rhythm;
  const { first, last } = period(rhythm, on, campaign);
  const reported = lastDay(target);
  if (!target.is_itemised && isReached(target)) return { state: "done", by: last };
  if (reported && reported >= first) return { state: "reported", by: last };
  if (on < campaign.start_on || on > campaign.deadline_on) return { state: "off", by: last };
  if (rhythm === "daily" && isOff(on, campaign)) return { state: "off", by: last };
  return { state: "due", by: last, never: !reported };
}

function lastDay(target) {
  const days = [target.last.on, ...target.items.map((item) => item.on), ...target.queued.map((row) => row.body.effective_on)];
  return days.filter(Boolean).sort().pop() || null;
}

function isReached(target) {
  const span = target.must - target.baseline, value = target.seen.value;
  return value !== null && value !== undefined && span !== 0 && (value - target.baseline) / span >= 1;
}

/* What a draft becomes: the body that the server takes, and the words that this phone shows for it. */
export function reportOf(draft, target, uuid) {
  const seen = draft.seen;
  const base = seen.base;
  const common = {
    uuid, campaign: target.campaign, place: target.place, task: target.task, measure: target.measure,
    effective_on: draft.effective_on, note: draft.note.trim(), base, supersedes: draft.corrects ? [draft.corrects] : [],
  };
  const body = target.is_itemised
    ? { ...common, item: draft.item, stage: draft.stage }
    : { ...common, ...figureOf(draft, target), unit: target.unit };
  const item = target.items.find((row) => row.key === draft.item);
  return {
    body, target: target.key, total: target.is_itemised ? null : totalOf(draft, target),
    label: {
      place: target.place_name, place_en: target.place_name_en, task: target.task_name, task_en: target.task_name_en,
      measure: target.measure_name, unit: target.unit, unit_en: target.unit_en, item: item?.name || "",
      stage: target.stages.find((stage) => stage.code === draft.stage)?.name || "",
    },
  };
}

/* As typed; on top of a report that still waits on this phone, the total that was shown, whatever becomes of that one. */
function figureOf(draft, target) {
  const onTop = draft.entered_as === "more" && draft.seen.queued;
  return onTop ? { value: totalOf(draft, target), entered_as: "total" } : { value: Number(draft.value), entered_as: draft.entered_as };
}

/* The total that a draft comes to: as typed, or on top of what was seen (the baseline where nothing was). */
export function totalOf(draft, target) {
  if (draft.value === "" || draft.value === null) return null;
  const entered = Number(draft.value);
  const before = draft.seen.value ?? target.baseline;
  return Math.round((draft.entered_as === "more" ? before + entered : entered) * 1000) / 1000;
}
