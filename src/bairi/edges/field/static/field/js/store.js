/* Everything on the phone, in IndexedDB. A write that holds a person's work is on disk before it counts as saved. */
import { openDB } from "idb";

const NAME = "bairi-field";
const VERSION = 2;
let opened;

export function database() {
  opened ||= openDB(NAME, VERSION, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore("meta");
        db.createObjectStore("drafts", { keyPath: "key" }).createIndex("person", "person");
        db.createObjectStore("reports", { keyPath: "uuid" }).createIndex("person", "person");
        const photos = db.createObjectStore("photos", { keyPath: "id" });
        photos.createIndex("person", "person");
        photos.createIndex("owner", "owner");
        db.createObjectStore("blobs");
      }
      if (from < 2) db.createObjectStore("duty", { keyPath: "key" }).createIndex("person", "person");
    },
    blocking(_from, _to, event) {
      event.target.close();
      opened = undefined;
      globalThis.dispatchEvent(new Event("bairi-newer")); // a page of an earlier version comes back as the new one
    },
    terminated() {
      opened = undefined;
    },
  }).catch((fault) => {
    opened = undefined;
    throw fault;
  });
  return opened;
}

/* One transaction over some stores, durable when its promise is kept. `work` gets the stores by name. */
export async function write(names, work) {
  const db = await database();
  const transaction = db.transaction(names, "readwrite", { durability: "strict" });
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  try {
    const result = await work(stores);
    await transaction.done;
    return result;
  } catch (fault) {
    try {
      transaction.abort();
    } catch {
      /* it is over already */
    }
    transaction.done.catch(() => {});
    throw fault;
  }
}

export async function get(store, key) {
  return (await database()).get(store, key);
}

export async function all(store, index, key) {
  const db = await database();
  return index ? db.getAllFromIndex(store, index, key) : db.getAll(store);
}

export async function count(store, index, key) {
  const db = await database();
  return index ? db.countFromIndex(store, index, key) : db.count(store);
}

export async function setMeta(key, value) {
  await write(["meta"], ({ meta }) => meta.put(value, key));
}

/* Change one row if it is still there; what `change` returns is kept. */
export async function amend(store, key, change) {
  return write([store], async (stores) => {
    const row = await stores[store].get(key);
    if (!row) return null;
    const fresh = change(row) || row;
    await stores[store].put(fresh);
    return fresh;
  });
}

/* A photo's bytes and its small copy for lists lie beside each other in `blobs`. */
export const smallOf = (id) => `${id}/small`;

export function forgetBlobs(blobs, id) {
  return Promise.all([blobs.delete(id), blobs.delete(smallOf(id))]);
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const random = crypto.getRandomValues(new Uint8Array(16)); // where the page is not https there is no randomUUID
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
