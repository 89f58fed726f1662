/* Days of a campaign on a phone whose clock may be off: today in its zone, and the stretch a report is due for. */
const DAY_MS = 86_400_000;

const asDay = (iso) => Date.parse(`${iso}T00:00:00Z`);
const asIso = (ms) => new Date(ms).toISOString().slice(0, 10);

/* Today there. `skew_ms` is the phone's clock minus the server's as last measured. A replay's day stands still. */
export function today(campaign, skew_ms = 0, now = Date.now()) {
  if (campaign.is_replay) return campaign.today;
  try {
    const parts = new Intl.DateTimeFormat("en-CA", { timeZone: campaign.time_zone, year: "numeric", month: "2-digit", day: "2-digit" });
    return parts.format(new Date(now - skew_ms));
  } catch {
    return asIso(now - skew_ms); // a zone that this browser does not know
  }
}

/* How long until a day begins in that zone; 0 once it has. */
export function msToTheDay(on, zone, skew_ms = 0, now = Date.now()) {
  const there = now - skew_ms;
  let past;
  try {
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone || "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const [hour, minute] = parts.format(new Date(there)).split(":").map(Number);
    past = (hour * 60 + minute) * 60_000;
  } catch {
    past = there % DAY_MS; // a zone that this browser does not know
  }
  const days = (asDay(on) - asDay(today({ time_zone: zone || "Asia/Shanghai" }, skew_ms, now))) / DAY_MS;
  return Math.max(0, days * DAY_MS - past);
}

export function shift(iso, days) {
  return asIso(asDay(iso) + days * DAY_MS);
}

/* The days [first, last] that one report is due for: as the server's rule of rhythm has it, cut to the campaign. */
export function period(rhythm, on, campaign) {
  let first = on, last = on;
  if (rhythm === "weekly") {
    first = shift(on, -((new Date(asDay(on)).getUTCDay() + 6) % 7));
    last = shift(first, 6);
  } else if (rhythm === "ten_days") {
    const date = Number(on.slice(8));
    first = `${on.slice(0, 8)}${date <= 10 ? "01" : date <= 20 ? "11" : "21"}`;
    last = date <= 20 ? shift(first, 9) : asIso(Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)), 0));
  }
  return {
    first: first < campaign.start_on ? campaign.start_on : first,
    last: last > campaign.deadline_on ? campaign.deadline_on : last,
  };
}

/* Every day of the month of a day. */
export function monthOf(on) {
  const first = `${on.slice(0, 8)}01`, days = [];
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = shift(day, 1)) days.push(day);
  return days;
}

/* Days from Monday, 0 to 6. */
export const weekdayOf = (on) => (new Date(asDay(on)).getUTCDay() + 6) % 7;

export function isOff(on, campaign) {
  const weekday = ((new Date(asDay(on)).getUTCDay() + 6) % 7) + 1;
  return campaign.days_off.includes(on) || campaign.weekly_off.includes(weekday);
}
