/* Sentences in the person's language: all three lie in the shell, so the language changes without a network. */
const COOKIE = "language";
const HTML = { "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", en: "en" };
export const LANGUAGES = [["zh-hans", "简体中文"], ["zh-hant", "繁體中文"], ["en", "English"]];

const start = JSON.parse(document.getElementById("start").textContent);
export const addresses = start.addresses;
let language = chosen();

function chosen() {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return found in start.words ? found : "zh-hans";
}

export function current() {
  return language;
}

export function showLanguage() {
  document.documentElement.lang = HTML[language];
  document.title = say("title");
}

export function setLanguage(wanted) {
  language = wanted in start.words ? wanted : language;
  document.cookie = `${COOKIE}=${language}; path=/; max-age=34560000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  showLanguage();
}

/* say("photos", { count: 3 }): a pair of sentences is one for a single thing and one for several. */
export function say(key, values = {}) {
  const found = start.words[language][key];
  if (found === undefined) throw new Error(`no words for ${key}`);
  const sentence = Array.isArray(found) ? found[values.count === 1 ? 0 : 1] : found;
  return sentence.replace(/%\((\w+)\)[sd]/g, (_, name) => values[name]).replace(/%%/g, "%");
}

/* The name of a place, task or campaign in the person's language. */
export function named(thing, field = "name") {
  return (language === "en" && thing[`${field}_en`]) || thing[field];
}

export function unitOf(thing) {
  return (language === "en" && thing.unit_en) || thing.unit;
}

const FIGURES = new Intl.NumberFormat("en", { maximumFractionDigits: 3 }); // making one is dear, using it is cheap
const DAYS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "—";
  return FIGURES.format(value).replace("-", "−");
}

export function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  if (language !== "en") return `${month}月${date}日`;
  return DAYS.format(new Date(Date.UTC(year, month - 1, date)));
}

export function moment(ms) {
  const at = new Date(ms);
  const iso = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day(iso)} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

export function listed(parts) {
  return parts.join(language === "en" ? ", " : "、");
}

export function bytes(size) {
  if (size < 1000) return `${size} B`;
  if (size >= 1e9) return `${(size / 1e9).toFixed(1)} GB`;
  return size < 1e6 ? `${Math.round(size / 1000)} kB` : `${(size / 1e6).toFixed(size < 1e7 ? 1 : 0)} MB`;
}

const pad = (value) => String(value).padStart(2, "0");
