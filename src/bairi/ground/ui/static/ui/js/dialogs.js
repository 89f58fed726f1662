/* [data-open="#id"] opens a dialog; a click on its veil closes it. Old browsers without dialogs get it as an open block. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.open);
    if (dialog?.showModal) dialog.showModal();
    else dialog?.setAttribute("open", "");
    event.preventDefault();
    return;
  }
  if (event.target.matches("dialog[open]")) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});
