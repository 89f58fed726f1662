/* SHA-256 and HMAC on the phone: the browser's own where the page is https, else in plain JavaScript. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function sha256Of(blob) {
  const bytes = await blob.arrayBuffer();
  if (globalThis.crypto?.subtle) return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  return hex(sha256(new Uint8Array(bytes)));
}

/* `key` in hex, `text` as UTF-8; the seal in hex. */
export function sealOf(key, text) {
  const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
  return hex(hmac(sha256, bytes, new TextEncoder().encode(text)));
}
