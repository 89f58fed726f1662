/* [data-walk]: J and K walk through the rows of a list; the row takes the focus. Starts at the row last left. */
import { onKey } from "./single_keys.js";

let last = null;

function walk(step) {
  const rows = [...document.querySelectorAll("[data-walk] .item, [data-walk] tbody tr")].filter((row) => row.offsetParent !== null);
  if (rows.length === 0) return false;
  const here = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const from = here >= 0 ? here : rows.indexOf(last);
  const to = rows[Math.min(rows.length - 1, Math.max(0, from + step))];
  if (!to.hasAttribute("tabindex")) to.tabIndex = -1;
  to.focus();
  last = to;
}

onKey("j", () => walk(1));
onKey("k", () => walk(-1));
onKey("Enter", (event) => {
  if (event.target !== last) return false;
  const link = last?.querySelector("a[href]");
  if (!link) return false;
  link.click();
});
