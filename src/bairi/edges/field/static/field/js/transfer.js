/* A photo goes up in blocks by tus 1.0 and goes on where it broke off. Creating it again says where it stands. */
import { Busy, judge, NoNetwork, reach, where } from "./net.js";

const SMALLEST = 32 * 1024, FIRST = 128 * 1024, LARGEST = 256 * 1024; // a break costs half a block where the server reads it whole
const QUICK_MS = 2_000, PATIENCE_MS = 60_000, MOST_TURNS = 200;
const TUS = { "Tus-Resumable": "1.0.0" };
const ANEW = ["field.offset_differs", "field.no_transfer", "field.file_differs"];
let block = FIRST; // what the line bears, learnt as it goes

/* Send a photo's bytes; `tell(offset)` after each block. Resolves once the server holds it under our hash. */
export async function sendPhoto(photo, blob, csrf, tell) {
  const resumes = photo.sent > 0 || photo.attempts > 0;
  let { address, offset, kept } = await create(photo, resumes ? null : blob.slice(0, block), csrf);
  for (let turn = 0; !kept; turn++) {
    if (turn > MOST_TURNS) throw new Busy("");
    await tell(offset);
    const before = Date.now(), size = block;
    try {
      ({ offset, kept } = await patch(address, blob.slice(offset, offset + size), offset, csrf));
      if (Date.now() - before < QUICK_MS) block = Math.min(block * 2, LARGEST);
    } catch (fault) {
      block = Math.max(Math.floor(block / 2), SMALLEST);
      if (!ANEW.includes(fault.code)) throw fault;
      ({ address, offset, kept } = await create(photo, null, csrf));
    }
  }
  if (kept !== photo.sha256) throw new Busy(""); // never: the server compares them too
  await tell(blob.size);
}

async function create(photo, first, csrf) {
  const { transfers } = await where();
  const headers = { ...TUS, "X-CSRFToken": csrf, "Upload-Length": String(photo.size), "Upload-Metadata": metadata(photo) };
  if (first) headers["Content-Type"] = "application/offset+octet-stream";
  const answer = await settled(reach(transfers, { method: "POST", headers, body: first || undefined }, PATIENCE_MS));
  const address = answer.headers.get("Location");
  if (!address) throw new NoNetwork("no address");
  return { address, ...standing(answer) };
}

/* What another request of ours moved on meanwhile, or what arrived spoilt and was thrown away, goes again later. */
async function settled(asked) {
  try {
    return await judge(await asked);
  } catch (fault) {
    if (ANEW.includes(fault.code)) throw new Busy(fault.message);
    throw fault;
  }
}

async function patch(address, bytes, offset, csrf) {
  const headers = { ...TUS, "X-CSRFToken": csrf, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  return standing(await judge(await reach(address, { method: "PATCH", headers, body: bytes }, PATIENCE_MS)));
}

function standing(answer) {
  const offset = Number(answer.headers.get("Upload-Offset"));
  if (!answer.headers.has("Upload-Offset") || !Number.isFinite(offset)) throw new NoNetwork("no offset");
  return { offset, kept: answer.headers.get("Bairi-Sha256") };
}

function metadata(photo) {
  const said = {
    report: photo.owner, sha256: photo.sha256, name: photo.name, taken_at: photo.taken_at, lon: photo.lon, lat: photo.lat,
    accuracy_m: photo.accuracy_m,
  };
  return Object.entries(said)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([key, value]) => `${key} ${base64(String(value))}`)
    .join(",");
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
