// Pages of one thing: a document, a unit, a rule.

const facts = (pairs) =>
  el(
    "dl",
    { class: "facts" },
    pairs.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );

const showDocument = async (view, at, query) => {
  const { path, title, number, unit, score, grade, checked } = data.documents;
  const sheet = await sheetOf(at);
  const picture = await pictureOf(at);
  const isFile = checked[at] === "d";
  const name = sheet?.document ? `${path[at]}, ${say("document-n", sheet.document)}` : path[at];
  view.append(
    documentNavigation(at),
    el("h1", { tabindex: "-1" }, nameOf(at)),
    readingBanner(at, sheet),
    isFile ? el("p", { class: "notice" }, say("data-file")) : "",
    facts([
      [say("number"), number[at]],
      [say("unit"), unit[at] === null ? null : el("a", { href: `#u/${unit[at] + 1}` }, unitName(unit[at]))],
      [say("file"), el("span", { class: "path" }, name)],
      [say("format"), sheet?.format],
      [say("phase"), sheet?.phase],
      [say("reading"), checked[at] === "f" ? say("fully-read") : isFile ? null : el("strong", {}, say({ n: "not-read", p: "partly-read" }[checked[at]]).toLowerCase())],
      [say("score"), isFile ? null : el("span", {}, score[at] === null ? say("no-score") : scoreText(score[at]), " ", gradeBadge(grade[at]))],
      [say("findings"), checked[at] === "n" ? say("not-checked") : countsOf(at).map(countText).join(" · ")],
      ["SHA-256", sheet?.sha256 ? el("code", { class: "hash" }, sheet.sha256) : null],
    ]),
    sheet ? "" : lacking("no-sheet", `soplint check "${path[at]}"`),
    isFile ? "" : pictureSection(at, picture),
    sheet ? findingsSection(at, sheet) : "",
    sheet ? identitySection(sheet) : "",
    isFile || checked[at] === "n" ? "" : outcomesSection(at),
  );
  view.dataset.page = "document";
  const aim = view.querySelector(query.f ? `#finding-${CSS.escape(query.f)}` : query.rule ? `[data-rule="${CSS.escape(query.rule)}"]` : "none");
  aim?.classList.add("aim");
  aim?.closest("details")?.setAttribute("open", "");
  return { title: title[at] ?? path[at], aim };
};

/** Where the page lies, and its neighbours. */
const documentNavigation = (at) => {
  const last = data.documents.path.length - 1;
  const step = (to, name) => (to < 0 || to > last ? el("span", { class: "off", "aria-hidden": "true" }, say(name)) : el("a", { href: `#d/${to + 1}`, rel: name === "next" ? "next" : "prev" }, say(name)));
  return el("nav", { class: "steps", "aria-label": say("document") }, el("a", { href: "#matrix" }, say("back-matrix")), step(at - 1, "previous"), step(at + 1, "next"));
};

/** What was not read is said first and large: no page of it looks clean. */
const readingBanner = (at, sheet) => {
  const how = { n: "not-read", p: "partly-read" }[data.documents.checked[at]];
  if (!how) return "";
  const reasons = sheet?.unread.length ? sheet.unread.map(([message, rule]) => [message, rule]) : [[say("why-unknown"), null]];
  const help = (rule) => data.rules.find(({ id }) => id === rule)?.help;
  return el(
    "div",
    { class: `banner ${how}`, role: "note" },
    el("p", { class: "loud" }, say(how)),
    el("p", {}, say(`${how}-long`)),
    el("ul", {}, reasons.map(([message, rule]) => el("li", {}, el("strong", {}, message), rule ? ` (${rule})` : "", help(rule) ? [el("br"), quoted(help(rule))] : ""))),
  );
};

/** That something is not in the file, and how to get it. */
const lacking = (key, command) => el("p", { class: "notice" }, say(key), " ", el("code", {}, command));

const pictureSection = (at, picture) => {
  const section = el("section", { class: "picture", "aria-labelledby": "picture-title" }, el("h2", { id: "picture-title" }, say("picture")));
  const drawn = picture && new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
  if (data.documents.checked[at] === "n") section.append(el("p", {}, say("no-picture-unread")));
  else if (!drawn || drawn.localName !== "svg") section.append(lacking("no-picture", `soplint inspect "${data.documents.path[at]}" --svg`));
  else {
    // A tree of its own: the styles of the picture are its own, too.
    const frame = el("div", { class: "frame", role: "region", tabindex: "0", "aria-label": say("picture-scroll") });
    const host = el("div", { class: "drawing" });
    const shadow = host.attachShadow({ mode: "open" });
    const style = el("style", {}, ":host{display:block}svg{display:block;width:100%;height:auto}@media print{svg{max-height:var(--high,none)}}");
    shadow.append(style, document.importNode(drawn, true));
    frame.append(host);
    section.append(frame);
    section.classList.add(paperFor(drawn));
    if (drawn.querySelector(".bad")) section.append(el("p", { class: "help" }, el("span", { class: "sample", "aria-hidden": "true" }), " ", say("picture-red")));
  }
  return section;
};

/** How a picture is printed: on its side, upright, or, where it is taller than a page, over several. */
const paperFor = (drawn) => {
  const [, , width, height] = (drawn.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const shape = height / width;
  if (!(shape > 0)) return "long";
  return shape <= 0.95 ? "wide" : shape <= 1.4 ? "tall" : "long";
};

const findingsSection = (at, sheet) => {
  const codes = data.documents.findings[at];
  const undecided = [...(data.documents.outcomes[at] ?? "")].filter((letter) => letter === "u").length;
  const section = el("section", { "aria-labelledby": "findings-title" }, el("h2", { id: "findings-title" }, say("findings")));
  if (codes.length > 0) {
    const order = codes.map((code, place) => [(code >> 2) & 3, place]).sort(([a, x], [b, y]) => a - b || x - y);
    section.append(el("ol", { class: "findings" }, order.map(([, place]) => findingItem(codes[place], sheet.findings[place], place))));
  } else if (data.documents.checked[at] === "f") section.append(el("p", {}, undecided > 0 ? say("no-findings-but", numberText(undecided)) : say("no-findings")));
  else section.append(el("p", {}, say(`${data.documents.checked[at] === "n" ? "not" : "partly"}-read-long`)));
  return section;
};

const findingItem = (code, finding, place) => {
  const { rule: number, severity, state } = readCode(code);
  const rule = data.rules[number];
  return el(
    "li",
    { class: `finding ${"ewi"[severity]} ${state > 0 ? "accepted" : ""}`, id: `finding-${place + 1}`, "data-rule": rule.id },
    el("p", { class: "first" }, severityBadge(readCode(code)), " ", el("a", { href: `#r/${rule.id}`, class: "rule", title: rule.title, onclick: (event) => { event.preventDefault(); explainInDialog(number); } }, rule.id), " ", el("strong", {}, quoted(finding.message))),
    facts([
      [say("accepted-because"), finding.accepted],
      [say("place"), finding.place || say("whole")],
      [say("found"), finding.found ? el("q", {}, finding.found) : null],
      [say("instead"), finding.instead ? el("q", {}, finding.instead) : null],
      [say("help"), rule.help ? el("span", {}, quoted(rule.help)) : null],
      [say("source"), [rule.source, rule.clause].filter(Boolean).join(" – ")],
      [say("sure"), finding.sure],
      [say("related"), finding.related ? el("ul", { class: "plain" }, finding.related.map(relatedItem)) : null],
    ]),
  );
};

const relatedItem = ({ label, path, place, entry }) => {
  const where = [path, place].filter(Boolean).join(" ");
  const link = entry !== undefined ? el("a", { href: `#d/${entry + 1}` }, where) : path ? el("a", { href: `#matrix?q=${encodeURIComponent(path)}` }, where) : where;
  return el("li", {}, label ? `${label}: ` : "", link);
};

const identitySection = (sheet) => {
  if (sheet.fields.length + sheet.lists.length === 0) return "";
  const state = (how) => (how === "p" ? "" : el("span", { class: `tag ${how === "i" ? "" : "missing"}` }, say(`f-${how}`)));
  return el(
    "section",
    { class: "identity", "aria-labelledby": "identity-title" },
    el("h2", { id: "identity-title" }, say("identity")),
    el(
      "table",
      {},
      el("caption", { class: "unseen" }, say("identity")),
      el("thead", {}, el("tr", {}, ["field", "written", "meaning", "state"].map((key) => el("th", { scope: "col" }, say(key))))),
      el("tbody", {}, sheet.fields.map(([number, how, written, meaning]) => el("tr", {}, el("th", { scope: "row" }, data.fields[number]), el("td", { class: "text" }, written), el("td", {}, meaning ?? ""), el("td", {}, how === "p" ? say("f-p") : state(how))))),
    ),
    sheet.lists.map(([number, isWhole, entries]) => [el("h3", {}, data.fields[number]), el("ol", {}, entries.map((entry) => el("li", {}, entry))), isWhole ? "" : el("p", { class: "notice" }, say("list-cut"))]),
  );
};

const outcomesSection = (at) => {
  const outcomes = data.documents.outcomes[at];
  const groups = new Map();
  [...outcomes].forEach((letter, rule) => groups.set(group(rule), [...(groups.get(group(rule)) ?? []), [rule, letter]]));
  const counts = (rules) => [..."ewiaupq."].flatMap((letter) => {
    const count = rules.filter(([, other]) => other === letter).length;
    return count > 0 ? [el("span", { class: "count" }, outcomeSign(letter), ` ${count} ${say(`o-${letter}`)}`)] : [];
  });
  return el(
    "section",
    { class: "outcomes", "aria-labelledby": "outcomes-title" },
    el("h2", { id: "outcomes-title" }, say("outcomes")),
    [...groups].map(([name, rules]) =>
      el("details", {}, el("summary", {}, el("strong", {}, name), " ", counts(rules)), el("ul", { class: "plain" }, rules.map(([rule, letter]) => el("li", {}, outcomeSign(letter), " ", el("a", { href: `#r/${data.rules[rule].id}` }, data.rules[rule].id), ` ${data.rules[rule].title}: ${say(`o-${letter}`)}`)))),
    ),
  );
};

const showUnit = (view, unit) => {
  const { score, grade, checked, unit: units } = data.documents;
  const own = units.flatMap((of, at) => (of === unit ? [at] : [])).sort((a, b) => (score[a] === null) - (score[b] === null) || score[a] - score[b] || a - b);
  const { parent, card } = data.units[unit];
  const parts = data.units.flatMap((other, at) => (other.parent === unit ? [at] : []));
  const link = (at) => el("a", { href: `#u/${at + 1}` }, unitName(at));
  const shares = (names, values, caption) => el("table", { class: "shares" }, el("caption", {}, caption), el("tbody", {}, names.map((name, at) => el("tr", {}, el("th", { scope: "row" }, name), el("td", { class: "chart" }, el("progress", { max: "1000", value: values[at] ?? 0, "aria-hidden": "true" })), el("td", { class: "n" }, scoreText(values[at]))))));
  const MOST = 500;
  view.append(
    el("nav", { class: "steps", "aria-label": say("unit") }, el("a", { href: "#units" }, say("unit")), parent === null ? "" : link(parent)),
    el("h1", { tabindex: "-1" }, unitName(unit)),
    own.length > 0 ? "" : data.units[unit].needless ? el("p", { class: "notice" }, say("no-sop-needed")) : el("div", { class: "banner not-read", role: "note" }, el("p", { class: "loud" }, say("no-sop"))),
    facts([
      [say("score"), own.length === 0 ? null : el("span", {}, card.score === null ? say("no-score") : scoreText(card.score), " ", gradeBadge(card.grade))],
      [say("documents"), say("read-of", numberText(card.full + card.partly), numberText(card.documents))],
      [say("findings"), own.length === 0 ? null : card.findings.map(countText).join(" · ")],
      [say("effort"), own.length === 0 ? null : card.effort],
      [say("parts"), parts.length > 0 ? el("ul", { class: "plain" }, parts.map((part) => el("li", {}, link(part)))) : null],
    ]),
    own.length === 0 ? "" : el("div", { class: "pair" }, shares(data.benefits, card.benefits, say("benefit")), shares(data.questions, card.questions, say("answers"))),
    own.length === 0
      ? ""
      : el(
          "table",
          {},
          el("caption", {}, say("sort-worst")),
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("document")), el("th", { scope: "col" }, say("number")), el("th", { scope: "col", class: "n" }, say("findings")), el("th", { scope: "col", class: "n" }, say("score")))),
          el("tbody", {}, own.slice(0, MOST).map((at) => el("tr", {}, el("th", { scope: "row" }, checked[at] === "f" ? "" : [el("strong", { class: "tag missing" }, say(checked[at] === "n" ? "not-read" : "partly-read")), " "], el("a", { href: `#d/${at + 1}` }, nameOf(at))), el("td", {}, data.documents.number[at] ?? ""), el("td", { class: "n" }, countsOf(at).join(" · ")), el("td", { class: "n" }, scoreText(score[at]), " ", gradeBadge(grade[at]))))),
        ),
    own.length === 0 ? "" : el("p", {}, el("a", { href: `#matrix?unit=${unit + 1}` }, say("show-matrix"))),
  );
  return { title: unitName(unit) };
};

/** What a rule asks, from whom that comes, and what became of it. */
const explanation = (number, heading) => {
  const rule = data.rules[number];
  const counts = {};
  if (number < data.columns) for (const outcomes of data.documents.outcomes) if (outcomes) counts[outcomes[number]] = (counts[outcomes[number]] ?? 0) + 1;
  return [
    el(heading, { id: "rule-title", tabindex: "-1" }, `${rule.id} ${rule.title}`),
    facts([
      [say("severity"), rule.severities],
      [say("source"), [rule.source, rule.clause].filter(Boolean).join(" – ")],
      [say("certainty"), rule.sure],
      [say("benefit"), rule.benefit],
      [say("answers"), rule.answers],
      [say("question"), rule.question],
      [say("help"), rule.help ? el("span", {}, quoted(rule.help)) : null],
      [say("pack"), rule.pack],
    ]),
    el("p", { class: "legend" }, [..."pewiauqx."].filter((letter) => counts[letter]).map((letter) => el("span", {}, outcomeSign(letter), ` ${numberText(counts[letter])} ${say(`o-${letter}`)}`))),
    el("p", {}, el("a", { href: `#findings?rule=${rule.id}` }, say("show-findings")), number < data.columns ? [" · ", el("a", { href: `#matrix?rule=${rule.id}` }, say("show-matrix"))] : ""),
  ];
};

const explainInDialog = (number) => {
  const dialog = el("dialog", { "aria-labelledby": "rule-title", onclose: () => dialog.remove(), onclick: (event) => (event.target === dialog || event.target.closest("a")) && dialog.close() });
  dialog.append(el("div", { class: "inside" }, explanation(number, "h2"), el("p", {}, el("button", { type: "button", class: "plain", onclick: () => dialog.close() }, say("close")))));
  document.body.append(dialog);
  dialog.showModal();
};
