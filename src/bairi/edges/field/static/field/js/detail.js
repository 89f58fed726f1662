/* One report and where it is, step by step, with its receipt. */
import { discard, mayTakeBack, takeBack } from "./drafts.js";
import { h } from "./h.js";
import { bar, empty, figureOf, note, page, stateOf, stateTag, titleOf } from "./parts.js";
import { get, smallOf } from "./store.js";
import { bytes, day, listed, moment, named, say } from "./words.js";

export function detailPage(app, uuid) {
  const row = app.state.reports.find((one) => one.uuid === uuid);
  if (!row) return page(app, { title: say("title"), back: "#/outbox", current: "outbox", body: empty(say("not_here"), say("not_here_text")) });
  const photos = app.state.photos.filter((photo) => photo.owner === uuid);
  const state = stateOf(row);
  return page(app, {
    title: titleOf(row.label), under: [named(row.label, "place"), day(row.body.effective_on)].join(" · "),
    back: row.state === "received" ? "#/sent" : "#/outbox", current: row.state === "received" ? "sent" : "outbox",
    body: [
      h("section.f.okk", {}, h("p.big", {}, figureOf(row)), stateTag(state), row.body.note ? h("p.s", {}, row.body.note) : null),
      row.problem ? note("late", h("b", {}, say("refused_why")), " ", row.problem.message, " ", say("refused_kept")) : null,
      state === "sent_back" ? note("late", h("b", {}, say("sent_back_by", { who: row.ruling.by || "—" })), " ", row.ruling.reason) : null,
      row.conflict_with && state === "received" ? note("at_risk", say("differs_text")) : null,
      marks(row),
      h("section.f", {}, steps(row, photos)),
      photos.length ? photoList(photos) : null,
      actions(app, row, state),
    ],
    foot: [h("a.btn.primary.block", { href: "#/" }, say("report_another"))],
  });
}

function marks(row) {
  const found = (row.receipt?.marks || []).filter((mark) => mark !== "conflict" && mark !== "proxy");
  return found.length ? note("at_risk", say("marked"), " ", listed(found.map((mark) => say(`mark_${mark}`)))) : null;
}

function steps(row, photos) {
  const there = photos.filter((photo) => photo.state === "received").length;
  const ruled = row.ruling && row.ruling.state !== "waiting" ? row.ruling : null;
  const step = (done, words, when) => h("li", { class: done ? "done" : "" }, h("i.dot", { "aria-hidden": "true" }), h("span", {}, words, done ? "" : h("span.sr", {}, ` · ${say("not_yet")}`)), h("span.s.mut", {}, when || ""));
  return h("ol.flow", {},
    step(true, say("step_saved"), moment(row.created_at)),
    step(row.state === "received", say("step_received"), row.received_at ? moment(row.received_at) : ""),
    photos.length ? step(there === photos.length, say("photos_there", { count: photos.length, there }), there < photos.length ? bytes(photos.reduce((sum, photo) => sum + photo.size, 0)) : "") : null,
    step(ruled?.state === "confirmed", say("step_confirmed"), ruled?.at ? moment(Date.parse(ruled.at)) : ""),
    row.receipt ? h("li.receipt", {}, h("span.s.mut", {}, say("receipt_no"), " ", h("code", {}, row.receipt.digest.slice(0, 16)))) : null,
  );
}

function photoList(photos) {
  const list = h("ul.pics");
  for (const [n, photo] of photos.entries()) {
    const image = h("img", { alt: say("photo_n", { n: n + 1 }), decoding: "async" });
    get("blobs", smallOf(photo.id)).then((blob) => {
      if (!blob) return;
      image.src = URL.createObjectURL(blob);
      image.onload = () => URL.revokeObjectURL(image.src);
    });
    list.append(h("li", { class: photo.state }, image, h("small", {}, say(`photo_${photo.state}`))));
  }
  const places = photos.filter((photo) => photo.lat !== null).map((photo) => `${photo.lat.toFixed(4)}, ${photo.lon.toFixed(4)}`);
  const refused = photos.filter((photo) => photo.state === "refused" && photo.problem?.message);
  const waits = photos.some((photo) => photo.state !== "received");
  return h("section.f", { "aria-label": say("photos", { count: photos.length }) }, list, waits ? bar(photos) : null,
    places.length ? h("p.s.mut", {}, say("photos_placed", { count: places.length, places: [...new Set(places)].join("; ") })) : null, refused.map((photo) => h("p.why", {}, photo.problem.message)));
}

function actions(app, row, state) {
  const target = app.state.targets.get(row.target);
  if (!target) return null;
  if (state === "refused") {
    return h("div.stack.tight", {},
      h("a.btn.block", { href: `#/mend/${row.uuid}` }, say("mend")),
      h("button.btn.quiet", { type: "button", onclick: async () => confirm(say("discard_sure")) && (await discard(row.uuid), await app.reload(), (location.hash = "#/outbox")) }, say("discard")));
  }
  if (state === "sent_back") return h("a.btn.block", { href: `#/correct/${row.uuid}` }, say("correct"));
  if (mayTakeBack(row)) {
    const change = async () => {
      const address = await takeBack(row.uuid, target);
      await app.reload();
      if (address === "begun") alert(say("take_back_begun"));
      if (["begun", "gone"].includes(address)) app.show();
      else location.replace(address);
    };
    return h("button.btn.block", { type: "button", onclick: change }, say("take_back"));
  }
  return state === "received" ? h("a.btn.block", { href: `#/correct/${row.uuid}` }, say("correct_received")) : null;
}
