/* The photos of a draft: taken or chosen, scaled at once, shown with what their file says of time and place. */
import { whyNotKept } from "./device.js";
import { withoutPosition, withPosition } from "./drafts.js";
import { CAMERA, CROSS, GALLERY, h, icon } from "./h.js";
import { dropPhoto, takePhoto, Unreadable } from "./photos.js";
import { all, get, smallOf } from "./store.js";
import { bytes, moment, say } from "./words.js";

const MOST = 40;

export function photoCard(form) {
  const list = h("ul.pics"), facts = h("ul.facts"), said = h("p.s", { role: "status" }, form.photosSaid);
  const draw = async () => {
    const photos = (await all("photos", "owner", form.draft.key)).sort((a, b) => a.added_at - b.added_at);
    list.replaceChildren(...(await Promise.all(photos.map((photo, n) => picture(photo, n + 1, form)))));
    facts.replaceChildren(...photos.map((photo, n) => factLine(photo, n + 1, form)));
    count.textContent = photos.length ? say("photos", { count: photos.length }) : say("photos_none");
  };
  const button = (id, words, path, camera) => {
    const input = h("input.sr", { id, type: "file", accept: "image/*", multiple: !camera, onchange: () => take(form, input) });
    if (camera) input.setAttribute("capture", "environment");
    return h("div.cam", {}, input, h("label", { for: id }, icon(path), say(words)));
  };
  const count = h("p.lb", { id: "photos-title" });
  form.drawPhotos = draw;
  form.sayOfPhotos = (words) => {
    form.photosSaid = said.textContent = words;
    if (form.over) form.button.textContent = words || say("save");
  };
  draw();
  return h("section.f", { "aria-labelledby": "photos-title" }, count,
    h("div.cams", {}, button("camera", "camera", CAMERA, true), button("gallery", "gallery", GALLERY, false)), said, list, facts);
}

/* One after the other, for a cheap phone has little memory. While some are under way `form.taking` is the promise that
   all are on the phone: false where one could not be kept. */
function take(form, input) {
  const files = [...input.files];
  input.value = "";
  if (!form.taking) form.troubles = [];
  const taking = Promise.resolve(form.taking).then(() => takeAll(form, files)).catch((fault) => {
    form.troubles.push(whyNotKept(fault));
    form.sayOfPhotos(form.troubles.join(" "));
    return false;
  });
  form.taking = taking;
  taking.finally(() => form.taking === taking && (form.taking = null));
}

async function takeAll(form, files) {
  const { key, person } = form.draft;
  const room = MOST - (await all("photos", "owner", key)).length;
  const picked = files.slice(0, room), { troubles } = form;
  if (files.length > room) troubles.push(say("photo_most", { count: MOST }));
  for (const [n, file] of picked.entries()) {
    form.sayOfPhotos(say("photo_working", { n: n + 1, count: picked.length }));
    try {
      await takePhoto(file, { owner: key, person, longest: form.campaign.photo_px, keepsPosition: form.target.asks_position });
    } catch (fault) {
      troubles.push(trouble(fault, file));
    }
  }
  if (form.body.isConnected || !(await get("drafts", key))) await form.change({}); // who left the form may be writing it elsewhere
  await redraw(form);
  form.sayOfPhotos(troubles.join(" "));
  if (troubles.length) form.app.measure();
  return !troubles.length;
}

function trouble(fault, { name }) {
  if (fault?.name === "QuotaExceededError") return say("storage_full");
  return fault instanceof Unreadable ? say("photo_unreadable", { name }) : whyNotKept(fault);
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
