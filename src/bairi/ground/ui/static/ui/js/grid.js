/* [data-grid]: arrows move through the cells of a table that hold a link or a button. */
import { keysAreOn } from "./single_keys.js";

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
const INSIDE = "a[href], button";

function next(cell, [down, right]) {
  const rows = [...cell.closest("table").querySelectorAll("tbody tr")].filter((row) => row.offsetParent !== null);
  let row = rows.indexOf(cell.parentNode), column = cell.cellIndex;
  for (;;) {
    row += down;
    column += right;
    const to = rows[row]?.cells[column];
    if (!to) return null;
    const inside = to.querySelector(INSIDE);
    if (inside) return inside;
  }
}

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest?.("[data-grid] td, [data-grid] tbody th");
  if (!step || !cell || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  next(cell, step)?.focus();
});
