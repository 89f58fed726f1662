/* What a tile or a cell says to a screen reader, it shows as a hint when pointed at: said once in the markup. */
document.addEventListener("pointerover", (event) => {
  const part = event.target.closest?.("a.cell, a.tile");
  if (part && !part.title) part.title = part.querySelector(":scope > .sr")?.textContent ?? "";
});
