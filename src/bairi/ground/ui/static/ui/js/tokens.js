/* Requests of htmx that change something carry the token against forgery. */
document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail?.ctx?.request;
  if (!request || /^(GET|HEAD)$/i.test(request.method ?? "GET")) return;
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token) request.headers["X-CSRFToken"] = token;
});
