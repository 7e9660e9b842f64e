// Pieces of the page. Texts of documents come in as text only: no markup is ever made of them.

const SEVERITIES = ["error", "warning", "info"];
const SIGNS = { p: "✓", e: "✕", w: "!", i: "i", a: "◇", u: "?", q: "¿", x: "∅", ".": "·" };

/** A word in the language of the report; `{}` are filled in, one after the other. */
const say = (key, ...values) => {
  let text = data.words[key] ?? key;
  for (const value of values) text = text.replace("{}", () => value);
  return text;
};

/** An element. Properties that begin with `on` are listeners, the others attributes; nothing is left out. */
const el = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const numberText = (value) => value.toLocaleString(data.language === "id" ? "id-ID" : "en-GB");

/** A score in tenths. */
const scoreText = (tenths) =>
  tenths === null
    ? "–"
    : (tenths / 10).toLocaleString(data.language === "id" ? "id-ID" : "en-GB", { minimumFractionDigits: 1 });

const gradeBadge = (grade) => (grade ? el("span", { class: `grade ${grade}` }, grade) : null);

/** Whether a finding only says that something was not checked. */
const isNotice = ({ rule, severity }) => rule >= data.columns && severity === 0 && data.rules[rule].id.startsWith("EN");

const severityBadge = (finding) => {
  const letter = isNotice(finding) ? "x" : "ewi"[finding.severity];
  const word = letter === "x" ? say("not-checked") : say(SEVERITIES[finding.severity]);
  return el("span", { class: `severity ${letter}` }, outcomeSign(letter), " ", word);
};

/** Text of a message: what stands between backticks is quoted from the document. */
const quoted = (text) => text.split("`").map((part, at, parts) => (at % 2 === 1 && at < parts.length - 1 ? el("code", {}, part) : at % 2 === 1 ? `\`${part}` : part));

const outcomeSign = (letter) =>
  el("span", { class: `o o-${letter === "." ? "n" : letter}`, "aria-hidden": "true" }, SIGNS[letter]);

/** What a document is called: its title, else its file. */
const nameOf = (at) => data.documents.title[at]?.trim() || data.documents.path[at];

const unitName = (unit) => (unit === null ? "" : (data.units[unit]?.name ?? say("no-unit")));

const group = (rule) => data.rules[rule].id.slice(0, 2);

/** Whether a unit is another one or a part of it. */
const isWithin = (unit, whole) => {
  for (let at = unit, steps = 0; at !== null && at !== undefined && steps <= data.units.length; steps += 1) {
    if (at === whole) return true;
    at = data.units[at].parent;
  }
  return false;
};

/** `3 kesalahan`, `1 error`, `2 errors`. */
const countText = (count, severity) => `${numberText(count)} ${say(count === 1 ? SEVERITIES[severity] : `${SEVERITIES[severity]}s`)}`;

/** How many findings of a document count, by severity. */
const countsOf = (at) => {
  const counts = [0, 0, 0];
  for (const code of data.documents.findings[at]) {
    const finding = readCode(code);
    if (finding.state === 0 && !isNotice(finding)) counts[finding.severity] += 1;
  }
  return counts;
};

/** A test of documents by words (all must occur in title, number or file) and unit. */
const documentTest = ({ q, unit }) => {
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const whole = unit ? Number(unit) - 1 : null;
  const { path, title, number } = data.documents;
  return (at) => {
    if (whole !== null && !isWithin(data.documents.unit[at], whole)) return false;
    if (words.length === 0) return true;
    const text = `${title[at] ?? ""}\n${number[at] ?? ""}\n${path[at]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
};

/** A filter with its label; `choices` are pairs of value and name. */
const choice = (name, label, choices, value, change) =>
  el(
    "label",
    { class: "filter" },
    el("span", {}, label),
    el(
      "select",
      { name, onchange: (event) => change(name, event.target.value) },
      choices.map(([key, text]) => el("option", { value: key, selected: key === (value ?? "") }, text)),
    ),
  );

const searchBox = (value, change) =>
  el(
    "label",
    { class: "filter wide" },
    el("span", {}, say("search")),
    el("input", {
      type: "search",
      name: "q",
      value: value ?? "",
      autocomplete: "off",
      spellcheck: "false",
      oninput: (event) => change("q", event.target.value),
    }),
  );

/** The units as choices: parts below their whole. */
const unitChoices = () => {
  const choices = [["", say("all")]];
  const add = (unit, depth) => {
    const hasParts = data.units.some(({ parent }) => parent === unit);
    const name = hasParts ? say("with-parts", unitName(unit)) : unitName(unit);
    choices.push([String(unit + 1), `${"\u2003".repeat(depth)}${name}`]);
    if (depth < 20) data.units.forEach(({ parent }, part) => parent === unit && add(part, depth + 1));
  };
  data.units.forEach(({ parent }, unit) => parent === null && add(unit, 0));
  return choices;
};

/** Tells screen readers how much a filter leaves. */
const tell = (text) => {
  document.getElementById("hits").textContent = text;
};

/** Scrolls through any number of rows of one height; only those in sight are there. `row` makes one. */
const scroller = (box, body, height, top, row) => {
  const rows = new Map();
  let count = 0;
  const draw = (isNew) => {
    if (isNew) {
      rows.forEach((element) => element.remove());
      rows.clear();
    }
    const first = Math.max(0, Math.floor((box.scrollTop - top) / height) - 4);
    const last = Math.min(count - 1, Math.ceil((box.scrollTop + box.clientHeight - top) / height) + 4);
    for (const [at, element] of rows) {
      if (at < first || at > last) {
        element.remove();
        rows.delete(at);
      }
    }
    for (let at = first; at <= last; at += 1) {
      if (rows.has(at)) continue;
      const element = row(at);
      element.style.top = `${top + at * height}px`;
      element.style.height = `${height}px`;
      rows.set(at, element);
      body.append(element);
    }
  };
  let waiting = false;
  box.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw(false);
    });
  });
  return {
    draw,
    show(newCount) {
      count = newCount;
      body.style.height = `${top + count * height}px`;
      draw(true);
    },
    /** Brings a row into sight. */
    reach(at) {
      const from = top + at * height;
      if (from - top < box.scrollTop) box.scrollTop = from - top;
      else if (from + height > box.scrollTop + box.clientHeight) box.scrollTop = from + height - box.clientHeight;
    },
  };
};
