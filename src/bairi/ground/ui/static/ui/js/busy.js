/* Waiting: nothing under 300 ms; then a thin bar, the old figures dimmed but standing. A broken line says so. */
let waiting = 0, timer = null;

function show() {
  if (document.querySelector(".busy")) return;
  const bar = document.createElement("div");
  bar.className = "busy";
  document.body.append(bar);
}

document.addEventListener("htmx:before:request", (event) => {
  waiting += 1;
  const target = event.detail?.ctx?.target;
  timer ??= setTimeout(() => {
    show();
    target?.setAttribute?.("data-stale", "");
  }, 300);
});

document.addEventListener("htmx:finally:request", () => {
  waiting = Math.max(0, waiting - 1);
  if (waiting > 0) return;
  clearTimeout(timer);
  timer = null;
  document.querySelector(".busy")?.remove();
  document.querySelectorAll("[data-stale]").forEach((element) => element.removeAttribute("data-stale"));
});
