/* The photos of a draft: taken or chosen, scaled at once, shown with what their file says of time and place. */
import { withoutPosition, withPosition } from "./drafts.js";
import { CAMERA, CROSS, GALLERY, h, icon } from "./h.js";
import { dropPhoto, takePhoto, Unreadable } from "./photos.js";
import { all, get, smallOf } from "./store.js";
import { bytes, moment, say } from "./words.js";

const MOST = 40;

export function photoCard(form) {
  const list = h("ul.pics"), facts = h("ul.facts"), said = h("p.s", { role: "status" });
  const draw = async () => {
    const photos = (await all("photos", "owner", form.draft.key)).sort((a, b) => a.added_at - b.added_at);
    list.replaceChildren(...(await Promise.all(photos.map((photo, n) => picture(photo, n + 1, form)))));
    facts.replaceChildren(...photos.map((photo, n) => factLine(photo, n + 1, form)));
    count.textContent = photos.length ? say("photos", { count: photos.length }) : say("photos_none");
  };
  const take = async (input) => {
    const room = MOST - (await all("photos", "owner", form.draft.key)).length;
    const files = [...input.files].slice(0, room);
    const troubles = input.files.length > room ? [say("photo_most", { count: MOST })] : [];
    input.value = "";
    for (const [n, file] of files.entries()) {
      said.textContent = say("photo_working", { n: n + 1, count: files.length });
      try {
        await takePhoto(file, { owner: form.draft.key, person: form.draft.person, longest: form.campaign.photo_px, keepsPosition: form.target.asks_position });
      } catch (fault) {
        troubles.push(fault instanceof Unreadable ? say("photo_unreadable", { name: file.name }) : trouble(fault));
      }
    }
    await form.change({});
    await redraw(form);
    said.textContent = troubles.join(" ");
    if (troubles.length) form.app.measure();
  };
  const button = (id, words, path, camera) => {
    const input = h("input.sr", { id, type: "file", accept: "image/*", multiple: !camera, onchange: () => take(input) });
    if (camera) input.setAttribute("capture", "environment");
    return h("div.cam", {}, input, h("label", { for: id }, icon(path), say(words)));
  };
  const count = h("p.lb", { id: "photos-title" });
  form.drawPhotos = draw;
  draw();
  return h("section.f", { "aria-labelledby": "photos-title" }, count,
    h("div.cams", {}, button("camera", "camera", CAMERA, true), button("gallery", "gallery", GALLERY, false)), said, list, facts);
}

function trouble(fault) {
  if (fault?.name === "QuotaExceededError") return say("storage_full");
  throw fault;
}

/* The photos, and what the card of the position says of them. */
const redraw = (form) => Promise.all([form.drawPhotos(), form.drawPosition?.()]);

async function picture(photo, n, form) {
  const blob = await get("blobs", smallOf(photo.id));
  const url = blob ? URL.createObjectURL(blob) : "";
  return h("li", {},
    h("img", { src: url, alt: say("photo_n", { n }), loading: "lazy", decoding: "async", onload: () => URL.revokeObjectURL(url) }),
    h("button", { type: "button", "aria-label": say("photo_drop", { n }), onclick: async () => (await dropPhoto(photo.id), redraw(form)) }, icon(CROSS)),
  );
}

function factLine(photo, n, form) {
  const said = [say("photo_n", { n }), bytes(photo.size), moment(Date.parse(photo.taken_at))];
  return h("li.s", {}, said.join(" · "), positionOf(photo, n, form));
}

/* What goes along of where it was taken, and the touch that changes it. */
function positionOf(photo, n, form) {
  const changeAt = async (change) => {
    await change(photo);
    await redraw(form);
    document.querySelectorAll(".facts li")[n - 1]?.querySelector("button")?.focus();
  };
  const line = (words, values, button, change) => [
    h("span", {}, say(words, values)),
    h("button.btn.quiet", { type: "button", "aria-label": `${say("photo_n", { n })}: ${say(button)}`, onclick: () => changeAt(change) }, say(button)),
  ];
  const shown = (place) => ({ lat: place.lat.toFixed(4), lon: place.lon.toFixed(4) });
  if (photo.lat !== null) return line("photo_at", shown(photo), "photo_no_position", withoutPosition);
  if (photo.left_out && photo.found) return line("photo_left_out", shown(photo.found), "photo_add_position", withPosition);
  if (!form.target.asks_position || !form.draft.position) return null;
  if (photo.left_out) return line("photo_without", {}, "photo_add_position", withPosition);
  return line("photo_goes_with", {}, "photo_no_position", withoutPosition);
}
