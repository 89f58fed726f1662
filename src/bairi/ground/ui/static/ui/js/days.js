/* [data-asof]: letting the slider go shows that day; [ and ] go a day back or on. Never past the campaign's today. */
import { onKey } from "./single_keys.js";

function form() {
  return document.querySelector("form[data-asof]");
}

function show(day) {
  const slider = form()?.querySelector("input[name=day]");
  if (!slider) return false;
  const today = Number(slider.dataset.today);
  slider.value = String(Math.min(today, Math.max(1, day)));
  if (Number(slider.value) === today && !form().querySelector("input[name=known][value=then]")?.checked) slider.disabled = true;
  form().requestSubmit();
}

function shown() {
  return Number(form()?.querySelector("input[name=day]")?.defaultValue);
}

document.addEventListener("change", (event) => {
  if (!event.target.closest("form[data-asof]")) return;
  show(Number(form().querySelector("input[name=day]").value));
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("form[data-asof] input[name=day]")) return;
  const slider = event.target, today = Number(slider.dataset.today);
  if (Number(slider.value) > today) slider.value = String(today);
  const share = (100 * (Number(slider.value) - 1)) / Math.max(1, Number(slider.max) - 1);
  form().querySelector(".gone")?.setAttribute("width", `${share}%`);
});

onKey("[", () => show(shown() - 1));
onKey("]", () => show(shown() + 1));
