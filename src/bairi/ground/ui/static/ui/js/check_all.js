/* [data-check-all="name"]: ticks all boxes of that name in its form; [data-chosen-count] shows how many are ticked.
   What belongs to a form by its `form` attribute counts too. */
function boxes(form, name) {
  return [...form.elements].filter((box) => box.type === "checkbox" && box.name === name && !box.disabled);
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  const all = form && [...form.elements].find((element) => element.matches("[data-check-all]"));
  if (!all) return;
  const own = boxes(form, all.dataset.checkAll);
  if (event.target === all) own.forEach((box) => (box.checked = all.checked));
  const chosen = own.filter((box) => box.checked).length;
  all.checked = chosen > 0 && chosen === own.length;
  all.indeterminate = chosen > 0 && chosen < own.length;
  form.querySelectorAll("[data-chosen-count]").forEach((place) => (place.textContent = String(chosen)));
});
