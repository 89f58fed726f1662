/* A broken line or a server that fails: said once, in the page's language; the page and what was typed stay. */
function say(id) {
  const words = document.querySelector(`template#${id}`);
  if (!words || document.querySelector(`[data-broken=${id}]`)) return;
  document.querySelector("#toasts")?.append(words.content.cloneNode(true));
}

document.addEventListener("htmx:error", (event) => {
  if (event.detail?.ctx) say("no-connection");
});
document.addEventListener("htmx:finally:request", (event) => {
  if (event.detail?.ctx?.response?.status < 500) document.querySelector("[data-broken=no-connection]")?.remove();
});
