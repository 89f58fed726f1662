/* T, or any [data-wall] button, puts the page on the wall; T or Escape takes it down. On the wall the page asks for itself
   every five minutes (htmx, by morph); here it only tells the time of the last answer, and that it has grown stale. */
import { onKey } from "./single_keys.js";

const STALE_AFTER = 15 * 60 * 1000;
const root = document.documentElement;
let answeredAt = Date.now();

function toggle() {
  if (root.dataset.mode !== "wall" && !document.querySelector("[data-wall]")) return false;
  const address = new URL(location.href);
  if (root.dataset.mode === "wall") address.searchParams.delete("wall");
  else address.searchParams.set("wall", "1");
  location.assign(address);
}

function tellTime() {
  const words = document.querySelector("#wall-clock");
  const time = new Date(answeredAt).toTimeString().slice(0, 5);
  if (words) words.textContent = words.textContent.replace(/\d\d:\d\d/, time);
}

onKey("t", toggle);
onKey("Escape", () => (root.dataset.mode === "wall" ? toggle() : false));
document.addEventListener("click", (event) => {
  if (event.target.closest("button[data-wall]")) toggle();
});

if (root.dataset.mode === "wall") {
  document.addEventListener("htmx:after:swap", () => {
    answeredAt = Date.now();
    tellTime();
  });
  setInterval(() => {
    document.querySelector("[data-stale-note]")?.toggleAttribute("hidden", Date.now() - answeredAt < STALE_AFTER);
  }, 30_000);
}
