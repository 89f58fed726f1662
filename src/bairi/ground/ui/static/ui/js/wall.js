/* T, or any [data-wall] button, puts the page on the wall; T or Escape takes it down. A wall page asks for itself anew
   every [data-refresh] seconds, keeps its nodes by morphing, and says when it has grown stale. */
import { onKey } from "./single_keys.js";

const root = document.documentElement;

function toggle() {
  if (!document.querySelector("[data-wall]")) return false;
  const address = new URL(location.href);
  if (root.dataset.mode === "wall") address.searchParams.delete("wall");
  else address.searchParams.set("wall", "1");
  location.assign(address);
}

onKey("t", toggle);
onKey("Escape", () => (root.dataset.mode === "wall" ? toggle() : false));
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-wall]");
  if (button) toggle();
});

const clock = document.querySelector("[data-refreshed-at]");
if (clock && root.dataset.mode === "wall") {
  let loaded = Date.now();
  document.addEventListener("htmx:after:swap", () => (loaded = Date.now()));
  setInterval(() => {
    const stale = Date.now() - loaded > 15 * 60 * 1000;
    document.querySelector("[data-stale-note]")?.toggleAttribute("hidden", !stale);
  }, 30_000);
}
