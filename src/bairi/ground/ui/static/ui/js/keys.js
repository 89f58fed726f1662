/* [data-key="n"]: the key follows the link, presses the button or goes to the field. `?` opens the help. */
import { onKey } from "./single_keys.js";

function act(element) {
  if (element.matches("input, select, textarea")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

for (const key of "/abcdefghilmnopqrsuvwxyz") {
  onKey(key, () => {
    const element = [...document.querySelectorAll(`[data-key="${key}"]`)].find((found) => found.offsetParent !== null);
    if (!element) return false;
    act(element);
  });
}

onKey("?", () => document.querySelector("#keys-help")?.showModal?.());
