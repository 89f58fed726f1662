/* Single keys: `onKey("j", act)`. Off by the person's choice (WCAG 2.1.4), never in a field, never with a modifier,
   never while a dialog is open. */
const FIELDS = "input:not([type=range]):not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable=true]";
const acts = new Map();

export function onKey(key, act) {
  acts.set(key, [...(acts.get(key) ?? []), act]);
}

export function keysAreOn() {
  return document.documentElement.dataset.keys !== "off";
}

function listens(event) {
  return keysAreOn() && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
    && !event.target.closest?.(FIELDS) && !document.querySelector("dialog[open]");
}

document.addEventListener("keydown", (event) => {
  if (!listens(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  for (const act of acts.get(key) ?? []) if (act(event) !== false) event.preventDefault();
});
