/* Messages: closed by their button, or after their seconds when they offer an undo; never while pointed at or focused. */
const timers = new WeakMap();

function start(toast) {
  const seconds = Number(toast.dataset.seconds);
  if (!seconds || timers.has(toast)) return;
  timers.set(toast, true);
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
  setTimeout(leave, seconds * 1000);
}

function startAll() {
  document.querySelectorAll("[data-toast]").forEach(start);
}

document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove());
document.addEventListener("htmx:after:swap", startAll);
startAll();
