/* What all that waits has in common: taken in hand, put off, tried again. */
import { Busy, NoNetwork } from "./net.js";
import { amend, write } from "./store.js";

export const FIRST_PAUSE_MS = 2_000, LONGEST_PAUSE_MS = 600_000;
const MOST_BREAKS = 3;
const KEY = { reports: "uuid", photos: "id", duty: "key" };

/* A pause that doubles, give or take a half, so that phones that lost the line together do not come back together. */
export function pauseOf(attempts) {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_PAUSE_MS) * (0.5 + Math.random());
}

/* Put rows that wait into a state; returned as they now are. One that was changed or taken back meanwhile is left out
   or comes with its change, so that what is sent is what the phone holds. */
export async function mark(store, rows, fields) {
  return write([store], async (stores) => {
    const marked = [];
    for (const row of rows) {
      const fresh = await stores[store].get(row[KEY[store]]);
      if (!fresh || !["saved", "sending"].includes(fresh.state)) continue;
      marked.push({ ...fresh, ...fields });
      await stores[store].put(marked[marked.length - 1]);
    }
    return marked;
  });
}

/* Later again, each by its own count; after several breaks in a row the line is taken for dead. */
export async function putOff(store, rows, fault, line) {
  for (const row of rows) {
    await amend(store, row[KEY[store]], (fresh) => {
      const attempts = fresh.attempts + 1;
      return { ...fresh, state: "saved", attempts, next_at: Date.now() + pauseOf(attempts) };
    });
  }
  line.breaks += 1;
  if (!(fault instanceof Busy || fault instanceof NoNetwork)) throw fault;
  if (line.breaks >= MOST_BREAKS) throw fault;
}
