/* The outbox goes out: reports and the duty log first, then photos, each judged by itself. Runs in the page and in the worker. */
import { sendAllEntries } from "./duty_sync.js";
import { askDuties, askSession, Busy, NoNetwork, Refused, sendReports, SignedOut } from "./net.js";
import { mark, pauseOf, putOff } from "./queue.js";
import { all, amend, forgetBlobs, get, setMeta, write } from "./store.js";
import { sendPhoto } from "./transfer.js";

const TOGETHER = 10, LEASE_MS = 90_000;
const KEPT_MS = 30 * 86_400_000;

/* Send what is due; with `manual` whatever waits. Tells `changed()` as it goes. Returns how it ended:
   "done", "busy" (another page or the worker is at it), "no-network", "signed-out"; and when to come again. */
export async function drain({ manual = false, changed = () => {} } = {}) {
  const ended = await alone(async () => {
    try {
      await go(manual, changed);
      await note({ ended: "done", breaks: 0 });
      return "done";
    } catch (fault) {
      if (fault instanceof SignedOut) {
        await lock(fault.message);
        await note({ ended: "signed-out", breaks: 0 });
        return "signed-out";
      }
      if (!(fault instanceof NoNetwork || fault instanceof Busy)) throw fault;
      const { breaks = 0 } = (await get("meta", "line")) || {};
      await note({ ended: fault instanceof Busy ? "busy-server" : "no-network", breaks: breaks + 1 });
      return "no-network";
    }
  });
  changed();
  return { ended, next_at: await nextAt() };
}

async function go(manual, changed) {
  const session = await askSession();
  await admit(session);
  await forgetOld();
  changed();
  const line = { csrf: session.csrf, skew_ms: session.skew_ms, breaks: 0, manual, changed, person: session.person.id };
  await sendAllReports(line);
  await sendAllEntries(line);
  await sendAllPhotos(line);
  await fetchDuties(session.person.id);
}

/* The person is who the server says; another person's rows are left sealed as they are. */
async function admit({ person, seal, skew_ms }) {
  const people = (await get("meta", "people")) || {};
  await write(["meta"], async ({ meta }) => {
    await meta.put({ ...person, seal, locked: false }, "session");
    await meta.put({ ...people, [person.id]: person.name }, "people");
    await meta.put(skew_ms, "skew_ms");
  });
}

async function lock(why) {
  const session = await get("meta", "session");
  if (session) await setMeta("session", { ...session, seal: null, locked: true, why });
}

async function sendAllReports(line) {
  const waiting = (await all("reports", "person", line.person))
    .filter((row) => ["saved", "sending"].includes(row.state) && (line.manual || row.next_at <= Date.now()))
    .sort((a, b) => a.created_at - b.created_at);
  for (let at = 0; at < waiting.length; at += TOGETHER) await sendBatch(waiting.slice(at, at + TOGETHER), line);
}

/* Several at once; where that is answered by no answer, each alone, so that the one that spoils it is found. */
async function sendBatch(given, line) {
  const rows = await mark("reports", given, { state: "sending", tried: true });
  if (!rows.length) return;
  line.changed();
  try {
    const answers = await sendReports(rows.map((row) => bodyOf(row, line)), line.csrf);
    line.breaks = 0;
    for (const [n, row] of rows.entries()) await settle(row, answers[n], line);
  } catch (fault) {
    await mark("reports", rows, { state: "saved" });
    if (fault instanceof SignedOut) throw fault;
    if (rows.length > 1 && !(fault instanceof NoNetwork)) {
      for (const row of rows) await sendBatch([row], line);
      return;
    }
    await putOff("reports", rows, fault, line);
  }
  line.changed();
}

/* The content is the same each time it goes out, by whatever way: the server knows a repetition by that. */
function bodyOf(row, line) {
  return { ...row.body, skew_ms: Math.max(-(2 ** 31), Math.min(line.skew_ms, 2 ** 31 - 1)) };
}

/* The answer is about what was sent: a report that was mended meanwhile goes anew. */
async function settle(row, answer, line) {
  const sent = JSON.stringify(row.body);
  const judge = (fields) => amend("reports", row.uuid, (fresh) => (JSON.stringify(fresh.body) === sent ? { ...fresh, ...fields } : fresh));
  if (answer.receipt && answer.receipt.uuid === row.uuid) {
    await judge({ state: "received", problem: null, receipt: answer.receipt, received_at: Date.now(), conflict_with: answer.receipt.conflict_with });
  } else if (answer.error && answer.error.status < 500) {
    await judge({ state: "refused", problem: { code: answer.error.code, message: answer.error.message } });
  } else {
    await putOff("reports", [row], new Busy(answer.error?.message || ""), line);
  }
}

async function sendAllPhotos(line) {
  const received = new Set((await all("reports", "person", line.person)).filter((row) => row.state === "received").map((row) => row.uuid));
  const waiting = (await all("photos", "person", line.person))
    .filter((photo) => received.has(photo.owner) && ["saved", "sending"].includes(photo.state) && (line.manual || photo.next_at <= Date.now()))
    .sort((a, b) => a.attempts - b.attempts || a.added_at - b.added_at);
  for (const photo of waiting) await sendOne(photo, line);
}

async function sendOne(photo, line) {
  try {
    const blob = await get("blobs", photo.id);
    if (!blob) throw new Refused(410, { code: "gone", message: "" });
    await sendPhoto(photo, blob, line.csrf, (sent) => {
      line.changed();
      return amend("photos", photo.id, (row) => ({ ...row, state: "sending", sent }));
    });
    await amend("photos", photo.id, (row) => ({ ...row, state: "received", problem: null, received_at: Date.now() }));
    line.breaks = 0;
  } catch (fault) {
    if (fault instanceof SignedOut) throw fault;
    if (fault instanceof Refused) {
      await amend("photos", photo.id, (row) => ({ ...row, state: "refused", problem: { code: fault.code, message: fault.message } }));
    } else if (fault instanceof NoNetwork || fault instanceof Busy) {
      await putOff("photos", [photo], fault, line);
    } else {
      throw fault;
    }
  }
  line.changed();
}

async function fetchDuties(person) {
  const held = await get("meta", "duties");
  const whole = held?.person === person && held.duty_log; // an earlier version of the app kept no duty log
  const fresh = await askDuties(whole ? held.tag : null);
  if (fresh === null) {
    await setMeta("duties", { ...held, at: Date.now() });
    return;
  }
  const { campaigns, sent, duty_log = [], tag, at } = fresh;
  await write(["meta", "reports"], async ({ meta, reports }) => {
    await meta.put({ campaigns, sent, duty_log, tag, at, person }, "duties");
    for (const row of sent.filter((one) => one.is_own)) {
      const own = await reports.get(row.uuid);
      if (own?.state !== "received") continue;
      const ruling = { state: row.state, reason: row.reason, by: row.ruled_by, at: row.ruled_at, superseded_by: row.superseded_by };
      await reports.put({ ...own, ruling, conflict_with: row.conflict_with });
    }
  });
}

/* What the server has confirmed with a receipt stays thirty days more, then goes. Nothing goes without one. */
async function forgetOld() {
  const before = Date.now() - KEPT_MS;
  const photos = await all("photos");
  for (const row of await all("reports")) {
    const own = photos.filter((photo) => photo.owner === row.uuid);
    const done = row.state === "received" && row.received_at < before;
    if (!done || own.some((photo) => photo.state !== "received" || photo.received_at >= before)) continue;
    await write(["reports", "photos", "blobs"], (stores) =>
      Promise.all([stores.reports.delete(row.uuid), ...own.flatMap((photo) => [stores.photos.delete(photo.id), forgetBlobs(stores.blobs, photo.id)])]),
    );
  }
  for (const row of await all("duty")) {
    if (row.state === "received" && row.received_at < before) await write(["duty"], ({ duty }) => duty.delete(row.key));
  }
}

/* When the next thing is due; null when nothing waits. Duties that did not come on a poor line are due too. */
async function nextAt() {
  const [session, duties, line = {}] = await Promise.all(["session", "duties", "line"].map((key) => get("meta", key)));
  if (session?.locked) return null;
  const failed = ["no-network", "busy-server"].includes(line.ended);
  const lacking = failed && (!session || duties?.person !== session.id);
  const rows = session ? (await Promise.all(["reports", "photos", "duty"].map((store) => all(store, "person", session.id)))).flat() : [];
  const pending = rows.filter((row) => ["saved", "sending"].includes(row.state) && !String(row.owner || "").includes("|") && !row.after);
  if (!pending.length && !lacking) return null;
  const soonest = Math.min(...pending.map((row) => row.next_at), Infinity);
  const pause = Date.now() + pauseOf(Math.min(line.breaks || 1, 6));
  if (lacking) return pause;
  return failed ? Math.max(soonest, pause) : soonest;
}

async function note(line) {
  await setMeta("line", { ...line, at: Date.now() });
}

/* One at a time on this phone, page or worker: by the browser's lock, or by a lease where it has none. */
async function alone(work) {
  if (navigator.locks) return navigator.locks.request("bairi-outbox", { ifAvailable: true }, (held) => (held ? work() : "busy"));
  const lease = { until: Date.now() + LEASE_MS };
  const mine = await write(["meta"], async ({ meta }) => {
    const held = await meta.get("lease");
    if (held && held.until > Date.now()) return false;
    await meta.put(lease, "lease");
    return true;
  });
  if (!mine) return "busy";
  const keep = setInterval(() => setMeta("lease", { until: Date.now() + LEASE_MS }), LEASE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(keep);
    await setMeta("lease", null);
  }
}
