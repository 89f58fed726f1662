/* A photo as the report needs it: upright, scaled, hashed, with what its file said of time and place beside it. */
import { factsOf } from "./exif.js";
import { sha256Of } from "./hash.js";
import { all, forgetBlobs, newId, smallOf, write } from "./store.js";

const QUALITY = 0.82, SMALL_PX = 240, SMALL_QUALITY = 0.7;
const AS_IT_IS = ["image/jpeg", "image/png", "image/webp", "image/gif"];

export class Unreadable extends Error {}

/* Keep a picked file as a photo of `owner` (a draft's key). `lon` and `lat` go along; `found` is what the file says, which
   goes along at once where `keepsPosition`, else once the person adds it. Raises Unreadable; whatever else goes wrong is
   that the phone cannot keep it. Returns its row. */
export async function takePhoto(file, { owner, person, longest, keepsPosition }) {
  const facts = await factsOf(file);
  const made = await scaled(file, longest).catch((fault) => {
    throw fault instanceof Unreadable ? fault : new Unreadable(file.name, { cause: fault });
  });
  const found = facts.lat === undefined ? null : { lon: facts.lon, lat: facts.lat };
  const row = {
    id: newId(), owner, person, name: nameOf(file), state: "saved", sent: 0, attempts: 0, next_at: 0, problem: null,
    sha256: await sha256Of(made.blob), size: made.blob.size, width: made.width, height: made.height,
    taken_at: facts.taken_at || new Date(file.lastModified || Date.now()).toISOString(),
    found, lon: null, lat: null, ...(keepsPosition ? found : null), accuracy_m: null, left_out: Boolean(found) && !keepsPosition,
    original_size: file.size, added_at: Date.now(),
  };
  const mine = await all("photos", "owner", owner);
  const twin = mine.find((photo) => photo.sha256 === row.sha256);
  if (twin) return twin;
  await write(["photos", "blobs"], async ({ photos, blobs }) => {
    await blobs.put(made.blob, row.id); // first what may find no room
    await blobs.put(made.small, smallOf(row.id));
    await photos.put(row);
  });
  return row;
}

export async function dropPhoto(id) {
  await write(["photos", "blobs"], ({ photos, blobs }) => Promise.all([photos.delete(id), forgetBlobs(blobs, id)]));
}

/* Drawing turns the picture as its EXIF says; one that needs no scaling is drawn too, so that all are alike. */
async function scaled(file, longest) {
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    if (!AS_IT_IS.includes(file.type)) throw new Unreadable(file.name);
    image = await decoded(file);
  }
  const [blob, small] = [await drawn(image, longest, QUALITY), await drawn(image, SMALL_PX, SMALL_QUALITY)];
  image.close?.();
  if (!blob.blob || !small.blob) throw new Unreadable(file.name);
  return { ...blob, small: small.blob };
}

async function drawn(image, longest, quality) {
  const share = Math.min(1, longest / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * share));
  canvas.height = Math.max(1, Math.round(image.height * share));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = { blob: await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality)), width: canvas.width, height: canvas.height };
  canvas.width = canvas.height = 0; // gives its memory back at once, of which a cheap phone has little
  return made;
}

/* Where createImageBitmap takes no options (older Safari): an image element turns by itself. */
async function decoded(file) {
  const url = URL.createObjectURL(file);
  try {
    const element = new Image();
    element.src = url;
    await element.decode();
    return element;
  } catch {
    throw new Unreadable(file.name);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function nameOf(file) {
  return `${(file.name || "photo").replace(/\.[^.]*$/, "").slice(0, 80)}.jpg`;
}
