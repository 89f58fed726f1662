/* Checks a .tlog-proof (C2SP tlog-proof@v1) in the browser: RFC 9162 hashing, an Ed25519-signed checkpoint, and the
   content behind the leaf. It asks nobody: the proof and the log's public key are all it gets. */

const HEADER = "c2sp.org/tlog-proof@v1";
const MAX_TEXT = 2000000;
const text = new TextEncoder();

export class Rejected extends Error {
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/* Whether this browser can check Ed25519 signatures at all; needs https, localhost or a file on disk. */
export async function isAble() {
  try {
    return Boolean(await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]));
  } catch {
    return false;
  }
}

/* What the proof shows: { origin, size, index, digest, envelope, personal }. Throws Rejected with a fault. */
export async function checkProof(proofText, keyText) {
  const proof = parseProof(proofText);
  const content = parseContent(proof.extra);
  const key = await parseKey(keyText);
  const head = await openCheckpoint(proof.checkpoint, key);
  const root = await rootFromInclusion(proof.index, head.size, await hash([0], content.digest), proof.path);
  if (!root || !same(root, head.root)) throw new Rejected("not_in_tree");
  const shown = await disclosed(content);
  return { origin: head.origin, size: head.size, index: proof.index, digest: hex(content.digest), ...shown };
}

export function parseProof(proofText) {
  const [head, gap, checkpoint] = splitAt(proofText.length > MAX_TEXT ? "" : proofText, "\n\n", proofText.indexOf("\n\n"));
  const lines = head.split("\n");
  if (!gap || lines[0] !== HEADER) throw new Rejected("proof_malformed");
  const extra = lines[1]?.startsWith("extra ") ? bytes(lines.splice(1, 1)[0].slice(6), "proof_malformed") : null;
  const index = number(lines[1]?.startsWith("index ") ? lines[1].slice(6) : "", "proof_malformed");
  const path = lines.slice(2).map((line) => bytes(line, "proof_malformed"));
  if (path.length > 64 || path.some((step) => step.length !== 32)) throw new Rejected("proof_malformed");
  return { index, path, checkpoint, extra };
}

export async function parseKey(keyText) {
  const [name, id, encoded] = splitKey(keyText.trim());
  const raw = bytes(encoded, "key_malformed");
  const keyId = (await hash(text.encode(`${name}\n`), raw)).slice(0, 4);
  if (!isKeyName(name) || raw.length !== 33 || raw[0] !== 1 || hex(keyId) !== id) throw new Rejected("key_malformed");
  return { name, keyId, public: raw.slice(1) };
}

export async function openCheckpoint(note, key) {
  const [body, gap, tail] = splitAt(note, "\n\n", note.lastIndexOf("\n\n"));
  if (!gap || !tail.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(note)) throw new Rejected("note_malformed");
  await checkSignatures(`${body}\n`, tail.slice(0, -1).split("\n"), key);
  const lines = body.split("\n");
  if (lines.length < 3 || lines.includes("")) throw new Rejected("checkpoint_malformed");
  const root = bytes(lines[2], "checkpoint_malformed");
  const size = number(lines[1], "checkpoint_malformed");
  if (root.length !== 32) throw new Rejected("checkpoint_malformed");
  if (lines[0] !== key.name) throw new Rejected("other_log");
  return { origin: lines[0], size, root };
}

/* RFC 9162 section 2.1.3.2; null when the length of the proof does not fit. */
export async function rootFromInclusion(index, size, leaf, path) {
  if (!(index >= 0 && index < size)) return null;
  let [fn, sn, node] = [BigInt(index), BigInt(size - 1), leaf];
  for (const step of path) {
    if (sn === 0n) return null;
    if (fn & 1n || fn === sn) {
      node = await hash([1], step, node);
      while (!(fn & 1n) && fn) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      node = await hash([1], node, step);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? node : null;
}

/* SHA-256 of a file in hex, to look for among what was logged. */
export async function fingerprint(buffer) {
  return hex(await hash(new Uint8Array(buffer)));
}

async function checkSignatures(body, lines, key) {
  let known = false;
  for (const line of lines) {
    const [dash, name, encoded, more] = line.split(" ");
    const raw = bytes(encoded ?? "", "note_malformed");
    if (dash !== "—" || more !== undefined || !isKeyName(name) || raw.length <= 4) throw new Rejected("note_malformed");
    if (name !== key.name || !same(raw.slice(0, 4), key.keyId)) continue;
    const handle = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
    if (!(await crypto.subtle.verify({ name: "Ed25519" }, handle, raw.slice(4), text.encode(body)))) {
      throw new Rejected("signature_wrong");
    }
    known = true;
  }
  if (!known) throw new Rejected("no_known_signature");
}

function parseContent(extra) {
  if (extra === null) throw new Rejected("leaf_unknown");
  let raw;
  try {
    raw = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(extra));
  } catch {
    throw new Rejected("proof_malformed");
  }
  if (!raw || typeof raw !== "object" || !Object.values(raw).every((value) => typeof value === "string") || !raw.digest) {
    throw new Rejected("proof_malformed");
  }
  const optional = (value) => (value === undefined ? null : bytes(value, "proof_malformed"));
  return {
    digest: bytes(raw.digest, "proof_malformed"),
    salt: optional(raw.salt),
    envelope: raw.envelope ?? null,
    personalSalt: optional(raw.personal_salt),
    personal: raw.personal ?? null,
  };
}

async function disclosed(content) {
  if (content.envelope === null || content.salt === null) return { envelope: null, personal: null };
  const digest = await hash(content.salt, text.encode(content.envelope));
  if (!same(digest, content.digest)) throw new Rejected("content_differs");
  const envelope = JSON.parse(content.envelope);
  if (content.personal === null || content.personalSalt === null) return { envelope, personal: null };
  const sealed = await hash(content.personalSalt, text.encode(content.personal));
  if (hex(sealed) !== envelope.personal) throw new Rejected("personal_differs");
  return { envelope, personal: JSON.parse(content.personal) };
}

async function hash(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

function bytes(encoded, fault) {
  try {
    const binary = atob(encoded);
    if (btoa(binary) !== encoded) throw new Rejected(fault);
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new Rejected(fault);
  }
}

function number(digits, fault) {
  if (!/^(0|[1-9][0-9]{0,14})$/.test(digits)) throw new Rejected(fault);
  return Number(digits);
}

function splitAt(whole, gap, at) {
  return at < 0 ? [whole, "", ""] : [whole.slice(0, at), gap, whole.slice(at + gap.length)];
}

function splitKey(key) {
  const first = key.indexOf("+");
  const second = key.indexOf("+", first + 1);
  if (first < 0 || second < 0) throw new Rejected("key_malformed");
  return [key.slice(0, first), key.slice(first + 1, second), key.slice(second + 1)];
}

function isKeyName(name) {
  return Boolean(name) && !/[\s+]/.test(name);
}

function hex(raw) {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function same(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
