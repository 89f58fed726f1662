/* The outbox as one file, for a phone that finds no network: what has no receipt yet, sealed with the person's key. */
import { downloadZip } from "client-zip";

import { sealOf } from "./hash.js";
import { all, get } from "./store.js";

/* { blob, name, reports, photos, entries }; null where nothing waits. */
export async function outboxFile(session, skew_ms) {
  const rows = (await all("reports", "person", session.id)).filter((row) => row.state !== "refused");
  const photos = (await all("photos", "person", session.id)).filter((photo) => ["saved", "sending"].includes(photo.state));
  const owners = new Set(photos.map((photo) => photo.owner));
  const reports = rows.filter((row) => row.state !== "received" || owners.has(row.uuid)).sort((a, b) => a.created_at - b.created_at);
  const waiting = (await all("duty", "person", session.id)).filter((row) => ["saved", "sending"].includes(row.state)).sort((a, b) => a.created_at - b.created_at);
  const bodies = (kind) => waiting.filter((row) => row.kind === kind).map((row) => (row.after ? { ...row.body, supersedes: row.after } : row.body));
  if (!reports.length && !waiting.length) return null;
  const numbers = new Set(reports.map((row) => row.uuid));
  const carried = photos.filter((photo) => numbers.has(photo.owner));
  const listing = JSON.stringify({
    format: "bairi-outbox-1", made_at: new Date().toISOString(), person: { id: session.id, name: session.name },
    reports: reports.map((row) => ({ ...row.body, skew_ms })), days: bodies("day"), visits: bodies("visit"),
    photos: carried.map((photo) => ({
      report: photo.owner, path: `photos/${photo.sha256}.jpg`, sha256: photo.sha256, name: photo.name, taken_at: photo.taken_at,
      lon: photo.lon, lat: photo.lat, accuracy_m: photo.accuracy_m,
    })),
  });
  const blob = await downloadZip(entries(listing, session.seal, carried)).blob();
  const made = new Date().toISOString().slice(0, 16).replace(/[-:T]/g, "");
  return { blob, name: `bairi-outbox-${made}.zip`, reports: reports.length, photos: carried.length, entries: waiting.length };
}

async function* entries(listing, key, photos) {
  yield { name: "outbox.json", input: listing };
  yield { name: "outbox.hmac", input: sealOf(key, listing) };
  const written = new Set();
  for (const photo of photos) {
    const path = `photos/${photo.sha256}.jpg`;
    if (written.has(path)) continue;
    written.add(path);
    yield { name: path, input: await get("blobs", photo.id) };
  }
}
