// The list of all findings, worst first. Their messages are opened with the sheets of the documents that are in sight.

const FINDING = 52;

/** All findings: place of the document, place in it, code; worst first, then in the order of the documents. */
const allFindings = () => {
  const all = [[], [], []];
  data.documents.findings.forEach((codes, at) => {
    codes.forEach((code, place) => all[(code >> 2) & 3].push([at, place, code]));
  });
  return all.flat();
};

const selectFindings = (all, filters) => {
  const fits = documentTest(filters);
  const known = new Map();
  const isDocument = (at) => {
    if (!known.has(at)) known.set(at, fits(at));
    return known.get(at);
  };
  const isState = (state) => !filters.state || (filters.state === "accepted" ? state > 0 : state === Number(filters.state));
  return all.filter(([at, , code]) => {
    const { rule, severity, state } = readCode(code);
    if (filters.rule && data.rules[rule].id !== filters.rule) return false;
    if (filters.group && group(rule) !== filters.group) return false;
    if (filters.severity && SEVERITIES[severity] !== filters.severity) return false;
    return isState(state) && isDocument(at);
  });
};

/** The rules with findings, with how many. */
const ruleChoices = (all) => {
  const counts = new Map();
  all.forEach(([, , code]) => counts.set(code >> 4, (counts.get(code >> 4) ?? 0) + 1));
  const rules = [...counts].sort(([a], [b]) => (data.rules[a].id < data.rules[b].id ? -1 : 1));
  const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return [["", say("all")], ...rules.map(([rule, count]) => [data.rules[rule].id, `${data.rules[rule].id} (${numberText(count)}) ${short(data.rules[rule].title)}`])];
};

const showFindings = (view, filters, change) => {
  const all = allFindings();
  let shown = all;
  let current = 0;
  const pick = (name, label, choices) => choice(name, label, choices, filters[name], change);
  const hits = el("p", { class: "hits" });
  const box = el("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": say("findings") });
  const body = el("div", { class: "list-body", role: "presentation" });
  box.append(body);
  view.append(
    el("h1", { tabindex: "-1" }, say("findings")),
    el(
      "form",
      { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      searchBox(filters.q, change),
      pick("rule", say("rule"), ruleChoices(all)),
      pick("severity", say("severity"), [["", say("all")], ...SEVERITIES.map((name) => [name, say(name)])]),
      pick("unit", say("unit"), unitChoices()),
      pick("state", say("state"), [["", say("all")], ["0", say("s-0")], ["accepted", say("s-accepted")], ["1", say("s-1")], ["2", say("s-2")], ["3", say("s-3")]]),
      el("button", { type: "button", class: "plain", onclick: () => change(null) }, say("clear")),
    ),
    hits,
    box,
  );
  const rows = scroller(box, body, FINDING, 0, (row) => findingRow(shown[row], row, shown.length, () => mark()));
  const mark = () => {
    body.querySelectorAll(".at").forEach((row) => row.classList.remove("at"));
    const row = document.getElementById(`f-${current}`);
    row?.classList.add("at");
    row?.setAttribute("aria-selected", "true");
    if (row) box.setAttribute("aria-activedescendant", row.id);
    else box.removeAttribute("aria-activedescendant");
  };
  const open = (row) => {
    const [at, place] = shown[row];
    location.hash = `#d/${at + 1}?f=${place + 1}`;
  };
  box.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(box.clientHeight / FINDING) - 1);
    const moves = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: shown.length - 1 };
    if (event.key === "Enter" && shown.length > 0) open(current);
    else if (event.key in moves) {
      current = Math.max(0, Math.min(shown.length - 1, moves[event.key]));
      rows.reach(current);
      rows.draw(false);
      mark();
    } else return;
    event.preventDefault();
  });
  box.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !event.target.closest("a")) open(Number(row.dataset.row));
  });
  new ResizeObserver(() => rows.draw(false)).observe(box);
  const update = (now) => {
    shown = selectFindings(all, now);
    current = 0;
    const text = say("hits-findings", numberText(shown.length), numberText(all.length));
    hits.textContent = shown.length === 0 && all.length > 0 ? `${text}. ${say("nothing")}` : text;
    tell(hits.textContent);
    box.scrollTop = 0;
    rows.show(shown.length);
    mark();
  };
  update(filters);
  return update;
};

/** A row; what is in the sheet of its document follows when that is open. */
const findingRow = ([at, place, code], row, count, ready) => {
  const { rule, severity, state } = readCode(code);
  const message = el("span", { class: "message" }, data.rules[rule].title);
  const where = el("span", { class: "place" });
  const element = el(
    "div",
    { class: `finding-row ${state > 0 ? "accepted" : ""}`, role: "option", id: `f-${row}`, "data-row": row, "aria-selected": "false", "aria-setsize": count, "aria-posinset": row + 1 },
    el("div", { class: "first" }, severityBadge(severity), " ", el("strong", {}, data.rules[rule].id), " ", message),
    el("div", { class: "second" }, state > 0 ? el("span", { class: "tag" }, say(`s-${state}`)) : "", nameOf(at), where),
  );
  sheetOf(at).then((sheet) => {
    const finding = sheet?.findings[place];
    if (!finding) return;
    message.textContent = finding.message;
    element.title = finding.message;
    where.textContent = [finding.place, finding.accepted].filter(Boolean).map((text) => ` · ${text}`).join("");
    ready();
  });
  return element;
};
