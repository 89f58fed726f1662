/* Open menus close on a click elsewhere and on Escape, and give the focus back. */
function open() {
  return [...document.querySelectorAll("details.menu[open]")];
}

document.addEventListener("click", (event) => open().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
