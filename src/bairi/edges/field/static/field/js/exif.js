/* What a JPEG's EXIF says of when and where it was taken. Drawing drops it, so it is read before and kept apart. */
const DATE_ORIGINAL = 0x9003, OFFSET_ORIGINAL = 0x9011, EXIF = 0x8769, GPS = 0x8825;
const LAT_REF = 1, LAT = 2, LON_REF = 3, LON = 4;

/* { taken_at, lon, lat }: ISO with offset, degrees; a field is missing where the file says nothing sensible. */
export async function factsOf(blob) {
  try {
    const view = new DataView(await blob.slice(0, 256 * 1024).arrayBuffer());
    const start = tiffStart(view);
    return start === null ? {} : read(view, start);
  } catch {
    return {}; // cut short or spoilt: the photo counts all the same
  }
}

function tiffStart(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) return null;
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function read(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const u16 = (at) => view.getUint16(start + at, little);
  const u32 = (at) => view.getUint32(start + at, little);
  const entries = (at) => {
    const found = new Map();
    for (let n = 0; n < u16(at); n++) found.set(u16(at + 2 + n * 12), at + 2 + n * 12);
    return found;
  };
  const text = (entry) => {
    if (entry === undefined) return "";
    const size = u32(entry + 4), from = start + (size > 4 ? u32(entry + 8) : entry + 8);
    return String.fromCharCode(...new Uint8Array(view.buffer, from, Math.max(size - 1, 0))).replace(/\0.*$/, "").trim();
  };
  const degrees = (entry, reference, negative, limit) => {
    if (entry === undefined) return null;
    const from = u32(entry + 8);
    const [d, m, s] = [0, 8, 16].map((step) => u32(from + step) / u32(from + step + 4));
    const value = (d + m / 60 + s / 3600) * (text(reference) === negative ? -1 : 1);
    return Number.isFinite(value) && Math.abs(value) <= limit ? Math.round(value * 1e6) / 1e6 : null;
  };
  const main = entries(u32(4));
  const facts = {};
  if (main.has(EXIF)) {
    const detail = entries(u32(main.get(EXIF) + 8));
    const taken = isoOf(text(detail.get(DATE_ORIGINAL)), text(detail.get(OFFSET_ORIGINAL)));
    if (taken) facts.taken_at = taken;
  }
  if (main.has(GPS)) {
    const gps = entries(u32(main.get(GPS) + 8));
    const lat = degrees(gps.get(LAT), gps.get(LAT_REF), "S", 90), lon = degrees(gps.get(LON), gps.get(LON_REF), "W", 180);
    if (lat !== null && lon !== null && (lat !== 0 || lon !== 0)) Object.assign(facts, { lat, lon }); // 0, 0: no fix
  }
  return facts;
}

/* "2016:03:31 12:00:00" and perhaps "+08:00"; without an offset the phone's own zone is meant. */
function isoOf(said, offset) {
  const parts = said.match(/^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/);
  if (!parts) return null;
  const local = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`;
  const at = new Date(/^[+-]\d\d:\d\d$/.test(offset) ? local + offset : local);
  return Number.isNaN(at.getTime()) || at.getFullYear() < 1990 ? null : at.toISOString();
}
