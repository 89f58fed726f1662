/* [data-errors]: the summary of a form's errors takes the focus when it appears; its links go into the field. */
function focusFirst() {
  document.querySelector("[data-errors]:not([data-seen])")?.focus();
  document.querySelectorAll("[data-errors]").forEach((summary) => (summary.dataset.seen = ""));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-errors] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus();
});
document.addEventListener("htmx:after:swap", focusFirst);
focusFirst();
