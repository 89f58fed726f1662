/* The page that checks a proof: reads the form, says the verdict, shows what was logged. Needs no server. */
import { checkProof, fingerprint, isAble, Rejected } from "./verify.js";

const form = document.querySelector("#check-proof");
const verdict = document.querySelector("#verdict");
let proven = null;

function say(name, state) {
  const words = document.querySelector(`template[data-said="${name}"]`);
  verdict.className = `note ${state}`;
  verdict.replaceChildren(words.content.cloneNode(true));
  verdict.hidden = false;
}

function fill(name, value) {
  for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = value;
}

function plain(value) {
  if (value === null || value === undefined || value === "") return "—";
  return Array.isArray(value) ? value.map(plain).join(" · ") : String(value);
}

function row(name, value) {
  const line = document.createElement("tr");
  const head = line.appendChild(document.createElement("th"));
  head.scope = "row";
  head.textContent = name;
  line.appendChild(document.createElement("td")).textContent = plain(value);
  return line;
}

function show(found) {
  const labels = document.querySelector("#shown").dataset;
  const { envelope, personal } = found;
  const rows = [row(labels.origin, found.origin), row(labels.leaf, found.index), row(labels.size, found.size)];
  if (envelope) {
    rows.push(row(labels.kind, envelope.kind), row(labels.at, new Date(envelope.at / 1000).toISOString()));
    rows.push(row(labels.place, envelope.place));
    rows.push(...Object.entries(envelope.payload).map(([name, value]) => row(name, value)));
  }
  if (personal) {
    rows.push(row(labels.by, personal.by));
    rows.push(...Object.entries(personal.fields).map(([name, value]) => row(name, value)));
  }
  rows.push(row(labels.digest, found.digest));
  document.querySelector("#shown tbody").replaceChildren(...rows);
  document.querySelector("#shown").hidden = false;
}

async function check(event) {
  event.preventDefault();
  document.querySelector("#shown").hidden = true;
  proven = null;
  try {
    proven = await checkProof(form.elements.proof.value.replaceAll("\r\n", "\n"), form.elements.key.value);
    say("holds", "done");
    fill("leaf", proven.index);
    fill("origin", proven.origin);
    show(proven);
  } catch (fault) {
    if (!(fault instanceof Rejected)) throw fault;
    say(fault.fault, "late");
  }
  verdict.focus();
}

async function compare(event) {
  const file = event.target.files[0];
  const answer = document.querySelector("#comparison");
  if (!file) return;
  const hash = await fingerprint(await file.arrayBuffer());
  const logged = JSON.stringify([proven?.envelope?.payload ?? null, proven?.personal ?? null]);
  const words = document.querySelector(`template[data-said="${logged.includes(hash) ? "file_same" : "file_other"}"]`);
  answer.replaceChildren(words.content.cloneNode(true));
  fill("hash", hash);
}

if (await isAble()) {
  form.addEventListener("submit", check);
  form.elements.file.addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (file) form.elements.proof.value = await file.text();
  });
  document.querySelector("#compared").addEventListener("change", compare);
  document.querySelector("#use-published")?.addEventListener("click", (event) => {
    form.elements.key.value = event.currentTarget.dataset.line;
  });
} else {
  say("not_able", "late");
  form.querySelector("button[type=submit]").disabled = true;
}
document.documentElement.dataset.checker = "ready";
