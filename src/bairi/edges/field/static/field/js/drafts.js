/* What is being written. Every change is on the phone at once; saving turns the draft into a report in one step. */
import { latest, NOTHING_SEEN, reportOf } from "./duties.js";
import { all, amend, forgetBlobs, get, newId, write } from "./store.js";

/* The draft of a target, or of the report that it mends or corrects; begun where there is none. */
export async function openDraft(state, target, on, { mends = null, corrects = null } = {}) {
  const key = [state.session.id, target.key, mends || corrects || ""].join("|");
  const held = await get("drafts", key);
  const seen = seenOf(target, state.duties.at, held?.item || null);
  if (held) {
    const moved = held.seen.base !== seen.base;
    return { ...held, seen, moved: moved ? held.seen : null };
  }
  const draft = {
    key, person: state.session.id, target: target.key, value: "", entered_as: "total", effective_on: on, note: "", item: null,
    stage: "", seen, mends, corrects, moved: null, position: null,
  };
  const older = mends ? await get("reports", mends) : null;
  if (older) Object.assign(draft, fieldsOf(older), { seen: { ...seen, base: older.body.base }, position: older.position || null });
  const returned = corrects && (state.duties.sent.find((row) => row.uuid === corrects) || (await get("reports", corrects))?.body);
  if (returned) Object.assign(draft, { value: returned.value ?? "", stage: returned.stage || "", item: returned.item || null, effective_on: returned.effective_on });
  return draft;
}

function fieldsOf({ body }) {
  return {
    value: body.value ?? "", entered_as: body.entered_as || "total", effective_on: body.effective_on, note: body.note,
    item: body.item || null, stage: body.stage || "",
  };
}

export function seenOf(target, at, item) {
  if (!target.is_itemised) return target.seen;
  return item ? latest(target, at, item) : { stage: "", on: null, base: NOTHING_SEEN };
}

/* Saves as fast as the phone can and never out of order: while one write runs, only the newest waits. `tell` is told each
   time it rests, with what went wrong where the newest could not be kept; the next change tries again. */
export function keeper(tell) {
  let next = null, running = null;
  async function run() {
    let fault;
    while (next) {
      const draft = next;
      next = fault = null;
      try {
        await write(["drafts"], ({ drafts }) => drafts.put({ ...draft, moved: null, saved_at: Date.now() }));
      } catch (broken) {
        fault = broken;
      }
    }
    running = null;
    tell(fault);
  }
  return {
    keep(draft) {
      next = draft;
      running ||= run();
      return running;
    },
    settled: () => running || Promise.resolve(),
  };
}

export async function dropDraft(draft) {
  const photos = await all("photos", "owner", draft.key);
  await write(["drafts", "photos", "blobs"], (stores) =>
    Promise.all([stores.drafts.delete(draft.key), ...photos.flatMap((photo) => [stores.photos.delete(photo.id), forgetBlobs(stores.blobs, photo.id)])]),
  );
}

/* Put the report into the outbox, its photos with it, and end the draft: all of it or nothing. Returns its number. */
export async function saveReport(draft, target) {
  const older = draft.mends ? await get("reports", draft.mends) : null;
  const uuid = older ? older.uuid : newId();
  const made = reportOf(draft, target, uuid);
  const photos = await all("photos", "owner", draft.key);
  const earlier = older ? (await all("photos", "owner", uuid)).filter((photo) => photo.state !== "received") : [];
  const position = (target.asks_position && draft.position) || null;
  const row = {
    uuid, person: draft.person, ...made, position, state: "saved", attempts: 0, next_at: 0, problem: null, receipt: null,
    ruling: null, conflict_with: null, created_at: older?.created_at || Date.now(), received_at: null,
  };
  await write(["drafts", "reports", "photos"], async (stores) => {
    await stores.reports.put(row);
    for (const photo of [...photos, ...earlier]) await stores.photos.put({ ...placed(photo, position), owner: uuid });
    await stores.drafts.delete(draft.key);
  });
  return uuid;
}

/* A report that never left the phone becomes a draft again, its photos with it. Returns the address of its form; else
   "begun" where another draft is in its place, "gone" where the report may have left meanwhile. */
export async function takeBack(uuid, target) {
  return write(["drafts", "reports", "photos"], async (stores) => {
    const row = await stores.reports.get(uuid);
    if (!row || !mayTakeBack(row)) return "gone";
    const corrects = row.body.supersedes[0] || null;
    const key = [row.person, target.key, corrects || ""].join("|");
    const photos = stores.photos.index("owner");
    if ((await stores.drafts.get(key)) || (await photos.count(key))) return "begun";
    const draft = { key, person: row.person, target: target.key, ...fieldsOf(row), seen: { base: row.body.base }, mends: null, corrects, moved: null, position: row.position || null };
    await stores.drafts.put(draft);
    for (const photo of await photos.getAll(uuid)) await stores.photos.put({ ...placed(photo, null), owner: key });
    await stores.reports.delete(uuid);
    return corrects ? `#/correct/${corrects}` : `#/report/${encodeURIComponent(target.key)}`;
  });
}

export const mayTakeBack = (row) => row.state === "saved" && !row.tried && !row.attempts;

/* A refused report that nobody wants any more. Nothing of it is on the server. */
export async function discard(uuid) {
  const photos = await all("photos", "owner", uuid);
  await write(["reports", "photos", "blobs"], async (stores) => {
    const row = await stores.reports.get(uuid);
    if (row?.state !== "refused") return;
    await stores.reports.delete(uuid);
    for (const photo of photos) await Promise.all([stores.photos.delete(photo.id), forgetBlobs(stores.blobs, photo.id)]);
  });
}

/* Where the reporter was goes with a photo whose file says nothing of it, unless it was left out there. */
function placed(photo, position) {
  const bare = photo.placed ? { ...photo, lon: null, lat: null, accuracy_m: null, placed: false } : photo;
  if (!position || bare.lat !== null || bare.left_out) return bare;
  const { lon, lat, accuracy_m } = position;
  return { ...bare, lon, lat, accuracy_m, placed: true };
}

export async function withoutPosition(photo) {
  const said = photo.lat === null ? null : { lon: photo.lon, lat: photo.lat };
  await amend("photos", photo.id, (row) => ({ ...row, found: row.found || said, lon: null, lat: null, left_out: true }));
}

export async function withPosition(photo) {
  await amend("photos", photo.id, (row) => ({ ...row, lon: null, lat: null, ...row.found, left_out: false }));
}
