/* input[type=file][data-previews]: shows what was chosen, pictures small, everything by name and size. */
function figure(file) {
  const frame = document.createElement("figure"), words = document.createElement("figcaption");
  if (file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    picture.addEventListener("error", () => picture.remove());
    frame.append(picture);
  }
  words.textContent = `${file.name} · ${(file.size / 2 ** 20).toFixed(1)} MB`;
  frame.append(words);
  return frame;
}

document.addEventListener("change", (event) => {
  const input = event.target.closest("input[type=file][data-previews]");
  if (!input) return;
  const field = input.closest(".field");
  field.querySelector(".photos")?.remove();
  if (input.files.length === 0) return;
  const list = document.createElement("div");
  list.className = "photos";
  list.append(...[...input.files].map(figure));
  field.append(list);
});
