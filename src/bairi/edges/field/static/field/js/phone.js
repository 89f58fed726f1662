/* This phone: who reports on it, how safe its memory is, the way out by file, language, version. */
import { h } from "./h.js";
import { outboxFile } from "./outbox_file.js";
import { page } from "./parts.js";
import { addresses, bytes, current, LANGUAGES, moment, say, setLanguage } from "./words.js";

export function phonePage(app) {
  const { state } = app;
  return page(app, {
    title: say("phone_title"), under: state.session?.name || say("net_out"), current: "phone",
    body: [memory(app), state.session ? wayOut(app) : null, languages(app), person(app), about(app)],
  });
}

function memory(app) {
  const { quota } = app;
  const share = quota ? quota.usage / quota.quota : 0;
  const ask = h("button.btn", { type: "button", onclick: app.askPersistence }, say("persist_ask"));
  return h("section.f.stack.tight", { "aria-labelledby": "memory" },
    h("h2", { id: "memory" }, say("memory")),
    quota ? h("p", {}, say("memory_used", { used: bytes(quota.usage), whole: bytes(quota.quota) })) : h("p", {}, say("memory_unknown")),
    quota ? h("progress", { max: 1, value: share, "aria-label": say("memory") }) : null,
    share > 0.8 ? h("p.risk-ink", {}, say("memory_low")) : null,
    app.persisted ? h("p.ok-ink", {}, say("persisted")) : [h("p", {}, say("persist_why")), ask, h("p.s.mut", { role: "status", id: "persist-said" }, app.persistSaid || "")],
    app.offlineReady ? h("p.s.mut", {}, say("offline_ready")) : h("p.risk-ink", {}, window.isSecureContext ? say("offline_not_yet") : say("offline_no_https")),
  );
}

function wayOut(app) {
  const said = h("p.s", { role: "status" });
  const save = async () => {
    said.textContent = "";
    const made = await outboxFile(app.state.session, app.state.skew_ms);
    if (!made) {
      said.textContent = say("file_nothing");
      return;
    }
    await hand(made);
    said.textContent = say("file_made", { name: made.name, reports: made.reports, photos: made.photos, size: bytes(made.blob.size) });
    if (made.entries) said.append(` ${say("file_entries", { count: made.entries })}`);
  };
  return h("section.f.stack.tight", { "aria-labelledby": "way-out" }, h("h2", { id: "way-out" }, say("way_out")), h("p", {}, say("way_out_text")), h("button.btn.block", { type: "button", onclick: save }, say("file_save")), said);
}

/* Through the phone's own sharing where it takes files, else as a download. */
async function hand({ blob, name }) {
  const file = new File([blob], name, { type: "application/zip" });
  if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (fault) {
      if (fault.name === "AbortError") return;
    }
  }
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function languages(app) {
  const button = ([key, name]) => h("button", { type: "button", lang: key, "aria-pressed": String(key === current()), onclick: () => (setLanguage(key), app.show()) }, name);
  return h("section.f.stack.tight", { "aria-labelledby": "language" }, h("h2", { id: "language" }, say("language")), h("div.seg", { role: "group", "aria-labelledby": "language" }, LANGUAGES.map(button)));
}

function person(app) {
  const { session } = app.state;
  return h("section.f.stack.tight", { "aria-labelledby": "person" }, h("h2", { id: "person" }, say("person")),
    session ? [h("p", {}, session.name), h("p.s.mut", {}, say("sign_out_text")), h("button.btn", { type: "button", onclick: app.signOut }, say("sign_out"))]
      : h("a.btn", { href: `${addresses.signIn}?next=${encodeURIComponent(addresses.shell)}` }, say("sign_in")),
    h("a.btn.quiet", { href: addresses.desk }, say("to_desk")),
  );
}

function about(app) {
  const { duties } = app.state;
  return h("p.s.mut", {}, duties ? say("duties_of", { at: moment(duties.at) }) : "");
}
