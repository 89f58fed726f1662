/* The report of one target: day, figure or item, photos, position where it is asked for, note. Everything typed is kept as it is typed. */
import { shift } from "./days.js";
import { whyNotKept } from "./device.js";
import { dropDraft, keeper, openDraft, saveReport, seenOf } from "./drafts.js";
import { totalOf } from "./duties.js";
import { h } from "./h.js";
import { faultsBox, page, showFaults } from "./parts.js";
import { photoCard } from "./photo_card.js";
import { positionCard } from "./position.js";
import { day, moment, named, number, say, unitOf } from "./words.js";

export async function formPage(app, target, options) {
  const campaign = app.state.campaigns.find((one) => one.code === target.campaign);
  const draft = await openDraft(app.state, target, campaign.on, options);
  const form = { app, target, campaign, draft, errors: {}, taking: null, photosSaid: "" };
  form.status = h("p.s.mut", { role: "status", id: "kept" }, draft.saved_at ? say("draft_kept", { at: moment(draft.saved_at) }) : say("keeps_itself"));
  const keep = keeper((fault) => {
    form.status.textContent = fault ? whyNotKept(fault) : say("draft_kept", { at: moment(Date.now()) });
    form.status.classList.toggle("error", Boolean(fault));
  });
  form.change = (fields) => {
    Object.assign(form.draft, fields);
    form.refresh?.();
    return keep.keep({ ...form.draft });
  };
  form.settled = keep.settled;
  const body = h("form.stack", { id: "report", novalidate: true, onsubmit: (event) => submit(event, form) }, parts(form));
  form.redraw = () => body.replaceChildren(...parts(form));
  form.body = body;
  form.button = h("button.btn.primary.block", { type: "submit", form: "report" }, say("save"));
  return page(app, {
    title: named(target, "task_name"), under: [named(target, "place_name"), target.counts ? "" : target.measure_name].filter(Boolean).join(" · "),
    back: "#/", current: "home", body,
    foot: [form.button],
  });
}

function parts(form) {
  const { target, draft } = form;
  return [
    faultsBox(form.errors),
    draft.corrects ? h("p.note.at_risk", {}, say("correcting")) : null,
    draft.moved && !target.is_itemised ? h("p.note.at_risk", {}, say("moved", { before: number(draft.moved.value ?? null), now: number(draft.seen.value ?? null) })) : null,
    target.is_itemised ? itemCard(form) : figureCard(form),
    dayCard(form),
    photoCard(form),
    target.asks_position ? positionCard(form) : null,
    noteCard(form),
    h("div.row", {}, form.status, draft.saved_at || draft.value !== "" ? h("button.btn.quiet", { type: "button", onclick: () => drop(form) }, say("drop_draft")) : null),
  ].filter(Boolean);
}

function figureCard(form) {
  const { target, draft } = form;
  const input = h("input", {
    id: "value", inputmode: target.whole ? "numeric" : "decimal", autocomplete: "off", value: String(draft.value), "aria-describedby": "total hint",
    "aria-invalid": form.errors.value ? "true" : null, oninput: () => form.change({ value: clean(input.value) }),
  });
  const step = (by) => {
    const at = Math.max(0, (Number(draft.value) || 0) + by);
    input.value = String(Math.round(at * 1000) / 1000);
    form.change({ value: input.value });
  };
  const total = h("span", { id: "total" }), hint = h("span", { id: "hint" });
  form.refresh = () => {
    total.textContent = say("total_of", { total: number(totalOf(draft, target)), must: number(target.must), unit: unitOf(target) });
    hint.textContent = hintOf(draft, target);
  };
  form.refresh();
  const way = (key) => h("button", { type: "button", "aria-pressed": String(draft.entered_as === key), onclick: () => (form.change({ entered_as: key }), form.redraw()) }, say(`as_${key}`));
  return h("section.f", {},
    h("p.lb", {}, draft.seen.on ? say("last_was", { value: number(draft.seen.value), unit: unitOf(target), date: day(draft.seen.on) }) : say("nothing_before", { value: number(target.baseline), unit: unitOf(target) })),
    h("div.seg", { role: "group", "aria-label": say("counted_as") }, way("total"), way("more")),
    h("label.lb", { for: "value" }, say(draft.entered_as === "more" ? "how_many_more" : "what_total", { unit: unitOf(target) })),
    h("div.num-in", {}, h("button", { type: "button", "aria-label": say("one_less"), onclick: () => step(-1) }, "−"), input, h("button", { type: "button", "aria-label": say("one_more"), onclick: () => step(1) }, "+")),
    form.errors.value ? h("p.error", { id: "value-error" }, form.errors.value) : null,
    h("div.tot", {}, total, hint),
  );
}

function hintOf(draft, target) {
  const total = totalOf(draft, target);
  if (total === null || Number.isNaN(total)) return "";
  const sign = target.must < target.baseline ? -1 : 1;
  if (sign > 0 && total > target.must + target.reserve) return say("above_target");
  if (draft.seen.value !== null && draft.seen.value !== undefined && sign * (total - draft.seen.value) < 0) return say("less_than_before");
  return total === target.must ? say("all_done") : say("still_open", { value: number(Math.abs(target.must - total)) });
}

function itemCard(form) {
  const { target, draft, app } = form;
  const choose = (item) => {
    const seen = seenOf(target, app.state.duties.at, item || null);
    form.change({ item: item || null, seen, stage: seen.stage || "" });
    form.redraw();
  };
  const select = h("select", { id: "item", "aria-invalid": form.errors.item ? "true" : null, onchange: () => choose(select.value) },
    h("option", { value: "" }, say("choose_item")), target.items.map((item) => h("option", { value: item.key, selected: item.key === draft.item }, item.name)));
  const stages = [{ code: "", name: say("no_stage") }, ...target.stages];
  return h("section.f", {},
    h("label.lb", { for: "item" }, say("which_item")), select,
    form.errors.item ? h("p.error", {}, form.errors.item) : null,
    draft.item ? h("fieldset.stages", {}, h("legend.lb", {}, say("which_stage")),
      stages.map((stage, n) => h("label", {}, h("input", { type: "radio", name: "stage", id: `stage${n}`, value: stage.code, checked: stage.code === draft.stage, onchange: () => form.change({ stage: stage.code }) }), stage.name))) : null,
    target.items.length ? null : h("p.s", {}, say("no_items")),
  );
}

function dayCard(form) {
  const { draft, campaign } = form;
  const on = campaign.on, before = shift(on, -1);
  const other = draft.effective_on !== on && draft.effective_on !== before;
  const pick = (value) => {
    form.change({ effective_on: value });
    form.redraw();
  };
  const input = h("input", { id: "day", type: "date", value: draft.effective_on, min: campaign.start_on, max: campaign.deadline_on, onchange: () => input.value && pick(input.value) });
  const button = (value, words, pressed) => h("button", { type: "button", "aria-pressed": String(pressed), onclick: () => pick(value) }, words);
  return h("section.f", {},
    h("p.lb", { id: "which-day" }, say("which_day")),
    h("div.days", { role: "group", "aria-labelledby": "which-day" }, button(on, say("today"), draft.effective_on === on), button(before, say("yesterday"), draft.effective_on === before)),
    h("div.row.other", {}, h("label.lb", { for: "day" }, say("other_day")), input),
    draft.effective_on > on ? h("p.risk-ink.s", {}, say("after_today")) : other ? h("p.s.mut", {}, day(draft.effective_on)) : null,
    form.errors.day ? h("p.error", {}, form.errors.day) : null,
  );
}

function noteCard(form) {
  const area = h("textarea", { id: "note", maxLength: 1000, rows: 2, oninput: () => form.change({ note: area.value }) });
  area.value = form.draft.note;
  return h("section.f", {}, h("label.lb", { for: "note" }, say("note_label")), area);
}

const clean = (text) => text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[，,\s]/g, "").replace(/[。．]/g, ".");

function faultsOf({ draft, target }) {
  if (target.is_itemised) return draft.item ? {} : { item: say("fault_item") };
  const value = Number(draft.value);
  if (draft.value === "" || !Number.isFinite(value)) return { value: say("fault_value", { value: draft.value || "—" }) };
  if (totalOf(draft, target) < 0) return { value: say("fault_negative") };
  if (target.whole && !Number.isInteger(value)) return { value: say("fault_whole", { unit: unitOf(target) }) };
  return {};
}

async function submit(event, form) {
  event.preventDefault();
  form.errors = faultsOf(form);
  if (Object.keys(form.errors).length) return showFaults(form);
  if (form.over) return;
  form.over = true;
  if (form.taking && !(await photosAreKept(form))) return;
  await form.settled();
  let uuid;
  try {
    uuid = await saveReport(form.draft, form.target);
  } catch (fault) {
    return goesOn(form, fault);
  }
  await form.app.saved();
  location.replace(`#/r/${uuid}`);
}

/* The phone could not keep what was to end the form: everything still stands in it, to be tried again. */
function goesOn(form, fault) {
  form.over = false;
  form.errors = { kept: whyNotKept(fault) };
  showFaults(form);
}

/* Photos that are still being made smaller go with the report; should one not be kept, the person decides anew. */
async function photosAreKept(form) {
  form.button.textContent = form.photosSaid;
  const kept = await form.taking;
  form.over = kept;
  form.button.textContent = say("save");
  if (!kept) form.body.querySelector(".cams + p").scrollIntoView({ block: "center" });
  return kept;
}

async function drop(form) {
  if (!confirm(say("drop_sure"))) return;
  form.over = true;
  await form.taking;
  await form.settled();
  try {
    await dropDraft(form.draft);
  } catch (fault) {
    return goesOn(form, fault);
  }
  location.hash = "#/";
}
