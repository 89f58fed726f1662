/* Days and visits put on the phone, changed and dropped. What may have left it is never changed under its number. */
import { dayOf, lastOf, listsOn } from "./duty.js";
import { get, newId, write } from "./store.js";

const fresh = (person, kind) => ({
  key: newId(), person, kind, state: "saved", tried: false, attempts: 0, next_at: 0, hold_until: null, problem: null, standing: null,
  receipt: null, after: null, created_at: Date.now(), received_at: null,
});

/* What this phone shows of an entry, also when the lists have changed or are gone. */
function labelOf(log, body) {
  const lists = listsOn(log, body.on), village = log.villages.find((one) => one.code === body.place);
  const term = (name, code) => (lists[name] || []).find((one) => one.code === code);
  const label = { place: village?.name || body.place, place_en: village?.name_en };
  for (const [field, name] of [["leave", "leave_kinds"], ["kind", "visit_kinds"], ["team_role", "team_roles"]]) {
    if (body[field]) Object.assign(label, { [field]: term(name, body[field])?.name || body[field], [`${field}_en`]: term(name, body[field])?.name_en });
  }
  return label;
}

/* Keep a day: the one that waits here is changed if it surely is not at the server; else a new one takes its place. It
   supersedes what the person has seen: `log` is as the page showed it, and what waited then may have arrived since. */
export async function saveDay(log, person, said, draft) {
  const { on, place, presence, leave, note } = said;
  const seen = dayOf(log, on);
  await write(["duty", "drafts"], async ({ duty, drafts }) => {
    const rows = (await duty.index("person").getAll(person)).filter((row) => row.kind === "day" && row.body.campaign === log.campaign && row.body.on === on && row.state !== "received");
    const mine = lastOf(rows), arrived = seen.mine && (await duty.get(seen.mine.key))?.receipt;
    const shown = mine?.standing && seen.mine?.standing?.key === mine.standing.key ? mine.standing.key : mine?.body.supersedes;
    const base = mine ? shown : arrived?.key || seen.stands?.key || null;
    const row = { ...fresh(person, "day"), created_at: mine && !mine.tried ? mine.created_at : Date.now() };
    if (mine?.tried) row.after = mine.key;
    else if (mine) {
      row.after = mine.after;
      await duty.delete(mine.key);
    }
    row.body = { key: row.key, campaign: log.campaign, place, on, presence, leave, note: note.trim(), supersedes: base };
    row.label = labelOf(log, row.body);
    await duty.put(row);
    await drafts.delete(draft);
  });
}

/* Keep a visit; `mends` is one that surely is not at the server and whose place it takes. False where that one has left
   this phone meanwhile: nothing is kept then, or the visit would be there twice. */
export async function saveVisit(log, person, said, draft, mends) {
  if (mends) await atRest(mends);
  const row = fresh(person, "visit");
  const { on, place, whom, kind, team_role, agreed } = said;
  row.body = { key: row.key, campaign: log.campaign, place, on, whom: whom.trim(), kind, team_role, agreed: agreed.trim() };
  row.label = labelOf(log, row.body);
  return write(["duty", "drafts"], async ({ duty, drafts }) => {
    const older = mends && (await duty.get(mends));
    if (older && !mayChange(older)) return false;
    if (older) {
      row.created_at = older.created_at;
      await duty.delete(mends);
    }
    await duty.put(row);
    await drafts.delete(draft);
    return true;
  });
}

/* An entry that is just on its way is left alone until it is known what became of it. */
async function atRest(key) {
  for (let turn = 0; turn < 100 && (await get("duty", key))?.state === "sending"; turn++) await new Promise((done) => setTimeout(done, 400));
}

export const mayChange = (row) => !row.tried && ["saved", "refused"].includes(row.state);

/* My word instead of what stands there, as the person has seen it. */
export async function replaceStanding(key) {
  await renew(key, (row) => ({ ...row.body, supersedes: row.standing.key }));
}

/* It was another day: the clock of the phone was wrong, or the thumb. */
export async function moveTo(log, row, on) {
  const there = dayOf(log, on);
  if (row.kind === "day" && there.mine) return false;
  return renew(row.key, () => ({ ...row.body, on, ...(row.kind === "day" ? { supersedes: there.stands?.key || null } : {}) }));
}

/* What waits goes anew under a number of its own. False where it has left this phone meanwhile. */
async function renew(key, change) {
  await atRest(key);
  return write(["duty"], async ({ duty }) => {
    const row = await duty.get(key);
    if (!row || !mayChange(row)) return false;
    const made = { ...fresh(row.person, row.kind), label: row.label, created_at: row.created_at, after: row.after };
    made.body = { ...change(row), key: made.key };
    await duty.delete(key);
    await duty.put(made);
    return true;
  });
}

/* One that surely is not at the server and that nobody wants any more. */
export async function dropEntry(key) {
  await atRest(key);
  await write(["duty"], async ({ duty }) => {
    const row = await duty.get(key);
    if (row && mayChange(row)) await duty.delete(key);
  });
}
