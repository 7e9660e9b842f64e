// The matrix of rules and documents: a row for each document, a column for each rule.
// Only what is in sight is in the page; the grid keeps the focus and says which cell is meant (aria-activedescendant).

const ROW = 28;
const CELL = 30;
const HEAD = 76;
const NAMES = 2;

const matrix = {
  rows: [],
  columns: [],
  /** Row and column of the cell that is meant; row 0 is the head. */
  at: [1, 0],
  scrolled: [0, 0],
};

const OUTCOMES = {
  finding: (letter) => letter === "e" || letter === "w" || letter === "i",
  a: (letter) => letter === "a",
  u: (letter) => letter === "u",
  q: (letter) => letter === "q",
  p: (letter) => letter === "p",
  ".": (letter) => letter === ".",
};

/** The documents and rules that fit the filters. */
const selectMatrix = (filters) => {
  const rules = data.rules.slice(0, data.columns).map((_, rule) => rule);
  const isGroup = (rule) => !filters.group || group(rule) === filters.group;
  const isSevere = (rule) => !filters.severity || SEVERITIES[data.rules[rule].severity] === filters.severity;
  const isRule = (rule) => !filters.rule || data.rules[rule].id === filters.rule;
  let columns = rules.filter((rule) => isGroup(rule) && isSevere(rule) && isRule(rule));
  const fits = documentTest(filters);
  const { checked, outcomes } = data.documents;
  let rows = checked.flatMap((how, at) => (how !== "d" && fits(at) ? [at] : []));
  if (filters.outcome === "x") rows = rows.filter((at) => checked[at] === "n");
  else if (filters.outcome === "part") rows = rows.filter((at) => checked[at] === "p");
  else if (filters.outcome) {
    const is = OUTCOMES[filters.outcome] ?? (() => true);
    const hit = new Set();
    rows = rows.filter((at) => {
      let any = false;
      for (const rule of columns) {
        if (is(outcomes[at][rule])) {
          any = true;
          hit.add(rule);
        }
      }
      return any;
    });
    columns = columns.filter((rule) => hit.has(rule));
  }
  return { rows: sorted(rows, filters.sort), columns };
};

/** Documents without a score stand behind the others, whichever way scores are sorted. */
const sorted = (rows, how) => {
  const { score } = data.documents;
  const sign = how === "best" ? -1 : 1;
  if (how === "worst" || how === "best") {
    return rows.sort((a, b) => {
      if (score[a] === null || score[b] === null) return (score[a] === null) - (score[b] === null) || a - b;
      return sign * (score[a] - score[b]) || a - b;
    });
  }
  if (how === "title") {
    const compare = new Intl.Collator(data.language).compare;
    return rows.sort((a, b) => compare(nameOf(a), nameOf(b)) || a - b);
  }
  return rows;
};

const showMatrix = (view, filters, change) => {
  const groups = [...new Set(data.rules.slice(0, data.columns).map((_, rule) => group(rule)))].sort();
  const pick = (name, label, choices) => choice(name, label, choices, filters[name], change);
  const hits = el("p", { class: "hits" });
  const box = el("div", {
    class: "grid",
    role: "grid",
    tabindex: "0",
    "aria-label": say("matrix"),
    "aria-describedby": "matrix-help",
  });
  const body = el("div", { class: "grid-body", role: "rowgroup" });
  const head = el("div", { class: "grid-head", role: "row", "aria-rowindex": "1" });
  box.append(el("div", { role: "rowgroup", class: "grid-top" }, head), body);
  view.append(
    el("h1", { tabindex: "-1" }, say("matrix")),
    data.left_out > 0 ? el("p", { class: "notice" }, say("matrix-worst", numberText(data.left_out))) : "",
    el("p", { id: "matrix-help", class: "help" }, say("matrix-help")),
    el(
      "form",
      { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      searchBox(filters.q, change),
      pick("unit", say("unit"), unitChoices()),
      pick("outcome", say("outcome"), [
        ["", say("all")],
        ["finding", say("o-finding")],
        ["a", say("o-a")],
        ["u", say("o-u")],
        ["q", say("o-q")],
        ["p", say("o-p")],
        [".", say("o-.")],
        ["x", say("o-x")],
        ["part", say("partly-read").toLowerCase()],
      ]),
      pick("group", say("group"), [["", say("all")], ...groups.map((name) => [name, name])]),
      pick("severity", say("severity"), [["", say("all")], ...SEVERITIES.map((name) => [name, say(name)])]),
      pick("sort", say("sort"), [
        ["", say("sort-path")],
        ["worst", say("sort-worst")],
        ["best", say("sort-best")],
        ["title", say("sort-title")],
      ]),
      el("button", { type: "button", class: "plain", onclick: () => change(null) }, say("clear")),
    ),
    filters.rule ? el("p", { class: "chip" }, `${say("rule")} ${filters.rule}`) : "",
    hits,
    el("p", { class: "notice print-only" }, say("matrix-print")),
    box,
    legend(),
  );
  const grid = new Grid(box, body, head);
  const update = (now) => {
    Object.assign(matrix, selectMatrix(now));
    grid.sort = now.sort;
    const text = say("hits-documents", numberText(matrix.rows.length), numberText(documentCount()), numberText(matrix.columns.length));
    hits.textContent = matrix.rows.length === 0 ? `${text}. ${say(documentCount() === 0 ? "no-documents" : "nothing")}` : text;
    tell(hits.textContent);
    grid.refresh();
  };
  update(filters);
  [box.scrollTop, box.scrollLeft] = matrix.scrolled;
  grid.draw();
  return update;
};

const documentCount = () => data.documents.checked.filter((how) => how !== "d").length;

const legend = () =>
  el(
    "p",
    { class: "legend" },
    el("strong", {}, say("legend")),
    [..."pewiauqx."].map((letter) => el("span", {}, outcomeSign(letter), " ", say(`o-${letter}`))),
  );

const cells = new Map();

/** A cell with the sign of an outcome; copying one is much cheaper than making one. */
const outcomeCell = (letter) => {
  if (!cells.has(letter)) cells.set(letter, el("div", { role: "gridcell", class: `o o-${letter === "." ? "n" : letter}` }, SIGNS[letter]));
  return cells.get(letter).cloneNode(true);
};

class Grid {
  constructor(box, body, head) {
    Object.assign(this, { box, body, head, columns: [0, -1] });
    this.scroller = scroller(box, body, ROW, 0, (row) => this.row(row));
    box.addEventListener("scroll", () => {
      matrix.scrolled = [box.scrollTop, box.scrollLeft];
      this.draw();
    });
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("click", (event) => this.click(event));
    box.addEventListener("focus", () => this.mark());
    box.addEventListener("mouseover", (event) => {
      const cell = event.target.closest("[aria-colindex]");
      if (cell) this.label(cell);
    });
    new ResizeObserver(() => this.draw()).observe(box);
  }

  /** Width of the columns that stay at the left edge. */
  get left() {
    return this.box.clientWidth < 700 ? 140 + 84 : 340 + 92;
  }

  refresh() {
    const { rows, columns } = matrix;
    this.box.setAttribute("aria-rowcount", rows.length + 1);
    this.box.setAttribute("aria-colcount", columns.length + NAMES);
    matrix.at = [Math.min(matrix.at[0], rows.length), Math.min(matrix.at[1], columns.length + NAMES - 1)];
    this.columns = [0, -1];
    this.count = rows.length;
    this.draw();
  }

  /** Draws what came into sight. Columns are drawn eight at a time, so that most scrolling changes none. */
  draw() {
    const first = Math.floor(this.box.scrollLeft / CELL / 8) * 8;
    const inSight = Math.ceil((this.box.clientWidth - this.left) / CELL / 8 + 1) * 8;
    const last = Math.min(matrix.columns.length, first + Math.max(inSight, 8)) - 1;
    const [shownFirst, shownLast] = this.columns;
    const width = this.left + matrix.columns.length * CELL;
    if (first !== shownFirst || last !== shownLast || this.width !== width || this.count !== null) {
      this.columns = [first, last];
      this.width = width;
      this.count = null;
      this.body.style.width = this.head.style.width = `${width}px`;
      const isNarrow = this.left < 300;
      this.box.style.setProperty("--name", isNarrow ? "140px" : "340px");
      this.box.style.setProperty("--score", isNarrow ? "84px" : "92px");
      this.drawHead();
      this.scroller.show(matrix.rows.length);
    } else this.scroller.draw(false);
    this.mark();
  }

  cell(column, properties, ...children) {
    return el("div", { "aria-colindex": column + 1, ...properties }, ...children);
  }

  drawHead() {
    const order = { worst: "ascending", best: "descending" }[this.sort];
    const cells = [
      this.cell(0, { role: "columnheader", class: "name" }, say("document")),
      this.cell(1, { role: "columnheader", class: "score", "aria-sort": order }, say("score"), order ? el("span", { "aria-hidden": "true" }, order === "ascending" ? " ↑" : " ↓") : ""),
    ];
    for (let at = this.columns[0]; at <= this.columns[1]; at += 1) {
      const rule = data.rules[matrix.columns[at]];
      const cell = this.cell(at + NAMES, { role: "columnheader", class: "rule", title: `${rule.id} ${rule.title}`, "aria-label": `${rule.id}: ${rule.title}` }, el("span", {}, rule.id));
      cell.style.left = `${this.left + at * CELL}px`;
      cells.push(cell);
    }
    this.head.replaceChildren(...cells);
  }

  row(row) {
    const at = matrix.rows[row];
    const { checked, score, grade, number, path, outcomes } = data.documents;
    const state = { n: "not-read", p: "partly-read" }[checked[at]];
    const element = el("div", { class: `grid-row ${checked[at] === "n" ? "not-read" : ""}`, role: "row", "aria-rowindex": row + 2 });
    element.append(
      this.cell(
        0,
        { role: "rowheader", class: "name", title: [nameOf(at), number[at], path[at]].filter(Boolean).join("\n") },
        state ? el("strong", { class: "tag missing", "aria-label": say(state) }, this.left < 300 ? (checked[at] === "n" ? SIGNS.x : "½") : say(state)) : "",
        state ? " " : "",
        el("a", { href: `#d/${at + 1}`, tabindex: "-1" }, nameOf(at)),
      ),
      this.cell(1, { role: "gridcell", class: "score" }, scoreText(score[at]), " ", gradeBadge(grade[at])),
    );
    for (let column = this.columns[0]; column <= this.columns[1]; column += 1) {
      const rule = matrix.columns[column];
      const letter = outcomes[at][rule] ?? ".";
      const cell = outcomeCell(letter);
      cell.setAttribute("aria-colindex", column + NAMES + 1);
      cell.style.left = `${this.left + column * CELL}px`;
      element.append(cell);
    }
    return element;
  }

  /** Row and column of a cell. */
  placeOf(cell) {
    return [Number(cell.parentElement.getAttribute("aria-rowindex")) - 1, Number(cell.getAttribute("aria-colindex")) - 1];
  }

  /** Rule and outcome of a cell. There are very many: they are told only where somebody is. */
  label(cell) {
    const [row, column] = this.placeOf(cell);
    if (row === 0 || column < NAMES || cell.title) return;
    const rule = matrix.columns[column - NAMES];
    const letter = data.documents.outcomes[matrix.rows[row - 1]][rule] ?? ".";
    cell.title = `${data.rules[rule].id}: ${say(`o-${letter}`)}`;
    cell.setAttribute("aria-label", cell.title);
  }

  /** Marks the cell that is meant. */
  mark() {
    const [row, column] = matrix.at;
    this.box.querySelectorAll(".at").forEach((cell) => {
      cell.classList.remove("at");
      cell.removeAttribute("id");
    });
    const cell = this.box.querySelector(`[aria-rowindex="${row + 1}"] > [aria-colindex="${column + 1}"]`);
    if (!cell) {
      this.box.removeAttribute("aria-activedescendant");
      return;
    }
    cell.classList.add("at");
    cell.id = "cell-meant";
    this.label(cell);
    this.box.setAttribute("aria-activedescendant", cell.id);
  }

  key(event) {
    const [row, column] = matrix.at;
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 4);
    const [lastRow, lastColumn] = [matrix.rows.length, matrix.columns.length + NAMES - 1];
    const moves = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      PageDown: [row + page, column],
      PageUp: [row - page, column],
      Home: [event.ctrlKey ? 1 : row, 0],
      End: [event.ctrlKey ? lastRow : row, lastColumn],
    };
    if (event.key === "Enter" || event.key === " ") this.open(row, column);
    else if (moves[event.key]) this.go(Math.min(lastRow, Math.max(0, moves[event.key][0])), Math.min(lastColumn, Math.max(0, moves[event.key][1])));
    else return;
    event.preventDefault();
  }

  go(row, column) {
    matrix.at = [row, column];
    // The head covers the first rows in sight.
    if (row > 0) {
      const top = (row - 1) * ROW;
      if (top < this.box.scrollTop) this.box.scrollTop = top;
      const hidden = top + ROW + HEAD - this.box.clientHeight;
      if (hidden > this.box.scrollTop) this.box.scrollTop = hidden;
    }
    if (column >= NAMES) {
      const start = (column - NAMES) * CELL;
      if (start < this.box.scrollLeft) this.box.scrollLeft = start;
      const hidden = start + CELL + this.left - this.box.clientWidth;
      if (hidden > this.box.scrollLeft) this.box.scrollLeft = hidden;
    }
    this.draw();
  }

  click(event) {
    const cell = event.target.closest("[aria-colindex]");
    if (!cell || event.target.closest("a")) return;
    matrix.at = this.placeOf(cell);
    this.mark();
    this.open(...matrix.at);
  }

  open(row, column) {
    const rule = matrix.columns[column - NAMES];
    if (row > 0 && matrix.rows.length > 0) location.hash = `#d/${matrix.rows[row - 1] + 1}${column >= NAMES ? `?rule=${data.rules[rule].id}` : ""}`;
    else if (column >= NAMES) explainInDialog(rule);
    else if (column === 1) changeFilter("sort", this.sort === "worst" ? "best" : "worst");
    else changeFilter("sort", this.sort === "title" ? "" : "title");
  }
}
