/* What is asked of the server, and the few ways in which it can go wrong. Also runs in the worker: no page needed. */
import { get } from "./store.js";

const PATIENCE_MS = 30_000;

export class NoNetwork extends Error {} // nothing came back: the line, or a server that is away
export class SignedOut extends Error {}
export class Busy extends Error {} // the server answered, but cannot take it now
export class Refused extends Error {
  constructor(status, error) {
    super(error.message);
    Object.assign(this, { status, code: error.code });
  }
}

export async function where() {
  return get("meta", "addresses");
}

/* fetch with a limit in time; what is no answer is NoNetwork. */
export async function reach(address, options = {}, patience = PATIENCE_MS) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), patience);
  try {
    return await fetch(address, {
      credentials: "same-origin", cache: "no-store", redirect: "error", signal: control.signal, ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
  } catch (fault) {
    throw new NoNetwork(String(fault));
  } finally {
    clearTimeout(timer);
  }
}

/* Raise what an answer means where it is not a good one. */
export async function judge(answer) {
  if (answer.ok || answer.status === 304) return answer;
  let error;
  try {
    ({ error } = await answer.json());
  } catch {
    error = null; // not from our server: a proxy's page, a captive portal
  }
  if (answer.status === 401) throw new SignedOut(error?.message || "");
  if (answer.status >= 500 || [408, 423, 425, 429, 460].includes(answer.status)) throw new Busy(error?.message || "");
  if (!error?.code) throw new Busy("");
  if (error.code === "field.password_first") throw new SignedOut(error.message);
  if (error.code === "field.token_stale") throw new Busy(error.message);
  throw new Refused(answer.status, error);
}

export async function askSession() {
  const from = Date.now();
  const answer = await judge(await reach((await where()).session));
  const session = await readJson(answer);
  session.skew_ms = Math.round((from + Date.now()) / 2 - session.now);
  return session;
}

/* The duties, or null where the phone holds the same already. */
export async function askDuties(tag) {
  const answer = await judge(await reach((await where()).duties, { headers: tag ? { "If-None-Match": tag } : {} }));
  if (answer.status === 304) return null;
  return { ...(await readJson(answer)), tag: answer.headers.get("ETag"), at: Date.now() };
}

/* Send reports together; one answer each, in their order. */
export async function sendReports(reports, csrf) {
  const answer = await judge(
    await reach((await where()).reports, {
      method: "POST", body: JSON.stringify({ reports }), headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    }),
  );
  const { answers } = await readJson(answer);
  if (!Array.isArray(answers) || answers.length !== reports.length) throw new Busy("");
  return answers;
}

/* Send days and visits of the duty log together; one answer each, the days first, in their order. */
export async function sendEntries(days, visits, csrf) {
  const answer = await judge(
    await reach((await where()).dutyLog, {
      method: "POST", body: JSON.stringify({ days, visits }), headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    }),
  );
  const said = await readJson(answer);
  if (said.days?.length !== days.length || said.visits?.length !== visits.length) throw new Busy("");
  return [...said.days, ...said.visits];
}

async function readJson(answer) {
  try {
    return await answer.json();
  } catch (fault) {
    throw new NoNetwork(String(fault)); // the line broke in the middle of the answer
  }
}
