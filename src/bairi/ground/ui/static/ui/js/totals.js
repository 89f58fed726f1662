/* form[data-totals]: when "how many more" is chosen, [data-sum-of="id"] shows the new total beside the field of that id. */
function typed(text) {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return plain === "" ? NaN : Number(plain);
}

function show(form) {
  const more = form.querySelector("input[name=entered_as]:checked")?.value === "more";
  for (const place of form.querySelectorAll("[data-sum-of]")) {
    const field = document.getElementById(place.dataset.sumOf);
    const sum = Number(field.dataset.last) + typed(field.value);
    place.hidden = !more || Number.isNaN(sum);
    if (!place.hidden) place.querySelector("b").textContent = String(Math.round(sum * 1000) / 1000);
  }
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest("form[data-totals]");
    if (form) show(form);
  });
}
document.querySelectorAll("form[data-totals]").forEach(show);
