/* The duty log goes out: days and visits together, each judged by itself. Runs in the page and in the worker. */
import { msToTheDay } from "./days.js";
import { Busy, NoNetwork, sendEntries, SignedOut, where } from "./net.js";
import { LONGEST_PAUSE_MS, mark, putOff } from "./queue.js";
import { all, get, write } from "./store.js";

const TOGETHER = 20, MOST_ROUNDS = 4, LOOK_AGAIN_MS = 6 * 3_600_000;
const TAKEN = ["duties.day_is_entered", "duties.nothing_to_supersede"];

/* In rounds: an entry that takes the place of one that is on its way goes once it is known what became of that one. */
export async function sendAllEntries(line) {
  if (!(await where()).dutyLog) return;
  const asked = new Set();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rows = (await all("duty", "person", line.person))
      .filter((row) => ["saved", "sending"].includes(row.state) && !row.after && !asked.has(row.key) && (line.manual || row.next_at <= Date.now()))
      .sort((a, b) => a.created_at - b.created_at);
    if (!rows.length) return;
    for (const row of rows) asked.add(row.key);
    for (let at = 0; at < rows.length; at += TOGETHER) await sendBatch(rows.slice(at, at + TOGETHER), line);
  }
}

/* Several at once; where that is answered by no answer, each alone, so that the one that spoils it is found. */
async function sendBatch(given, line) {
  const rows = await mark("duty", given, { state: "sending", tried: true });
  if (!rows.length) return;
  line.changed();
  const days = rows.filter((row) => row.kind === "day"), visits = rows.filter((row) => row.kind === "visit");
  try {
    const answers = await sendEntries(days.map((row) => row.body), visits.map((row) => row.body), line.csrf);
    line.breaks = 0;
    for (const [n, row] of [...days, ...visits].entries()) await settle(row, answers[n], line);
  } catch (fault) {
    await mark("duty", rows, { state: "saved" });
    if (fault instanceof SignedOut) throw fault;
    if (rows.length > 1 && !(fault instanceof NoNetwork)) {
      for (const row of rows) await sendBatch([row], line);
      return;
    }
    await putOff("duty", rows, fault, line);
  }
  line.changed();
}

async function settle(row, answer, line) {
  const { receipt, error } = answer;
  if (answer.key === row.key && receipt?.digest) await received(row, receipt);
  else if (error && error.status < 500) await refused(row, answer, await holdOf(row, error, line));
  else await putOff("duty", [row], new Busy(error?.message || ""), line);
}

/* On disk at the server. Should it hold other words under our number, those are shown, and the person chooses. */
async function received(row, receipt) {
  const differs = row.kind === "day" && ["presence", "leave", "note", "place"].some((field) => receipt[field] !== row.body[field]);
  await write(["duty"], async ({ duty }) => {
    const fresh = await duty.get(row.key);
    if (!fresh) return;
    if (differs) await duty.put({ ...fresh, state: "refused", tried: false, problem: { code: TAKEN[0], message: "" }, standing: receipt });
    else await duty.put({ ...fresh, state: "received", problem: null, standing: null, hold_until: null, receipt, received_at: Date.now() });
    for (const next of await followers(duty, row)) await duty.put({ ...next, after: null, body: { ...next.body, supersedes: receipt.key } });
  });
}

/* Surely not kept there: what took its place meanwhile goes in its stead; else it waits for its day, or for a person. */
async function refused(row, { error, standing }, hold) {
  await write(["duty"], async ({ duty }) => {
    const fresh = await duty.get(row.key);
    if (!fresh) return;
    const [next] = await followers(duty, row);
    if (next) {
      await duty.put({ ...next, after: null, body: { ...next.body, supersedes: row.body.supersedes } });
      await duty.delete(row.key);
    } else if (hold) {
      await duty.put({ ...fresh, state: "saved", tried: false, problem: null, ...hold });
    } else if (TAKEN.includes(error.code) && !standing && row.body.supersedes) {
      await duty.put({ ...fresh, state: "saved", tried: false, next_at: 0, body: { ...row.body, supersedes: null } }); // nothing stands: a first entry
    } else {
      await duty.put({ ...fresh, state: "refused", tried: false, problem: { code: error.code, message: error.message }, standing: TAKEN.includes(error.code) ? standing || null : null });
    }
  });
}

/* A day that has not come at the server is held, never refused; asked again when it begins, and now and then before. */
async function holdOf(row, error, line) {
  if (error.code !== "duties.after_today") return null;
  const log = ((await get("meta", "duties"))?.duty_log || []).find((one) => one.campaign === row.body.campaign);
  const wait = log?.is_replay ? LONGEST_PAUSE_MS : msToTheDay(row.body.on, log?.time_zone, line.skew_ms);
  return { hold_until: row.body.on, next_at: Date.now() + Math.max(60_000, Math.min(wait, LOOK_AGAIN_MS)) };
}

async function followers(duty, row) {
  return (await duty.index("person").getAll(row.person)).filter((one) => one.after === row.key);
}
