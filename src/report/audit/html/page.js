// Which page is shown: the part of the address behind `#`. Every view and every filter has an address.
//   overview · units · about · matrix?q=…&unit=… · findings?rule=… · d/3 (a document) · u/2 (a unit) · r/MB003 (a rule)

const FIXED = ["overview", "units", "about"];
const BARE = document.title;

/** Takes the filters of the view that is shown. */
let updateView = null;

const readAddress = () => {
  const [path, query] = location.hash.slice(1).split(/\?(.*)/s);
  const [place, detail] = path.split("/");
  return { place: place || "overview", detail: detail ?? "", query: Object.fromEntries(new URLSearchParams(query ?? "")) };
};

/** Changes one filter of the view, or clears all of them. */
const changeFilter = (name, value) => {
  const { place, query } = readAddress();
  const filters = name === null ? {} : { ...query, [name]: value };
  const text = new URLSearchParams(Object.entries(filters).filter(([, one]) => one !== "")).toString();
  const address = `#${place}${text ? `?${text}` : ""}`;
  if (name === null || name === "sort") {
    location.hash = address;
    return;
  }
  // Typing into the search box leaves no trail of pages.
  try {
    history.replaceState(null, "", address);
  } catch {
    // Some browsers allow few changes in a short time; the view is right all the same.
  }
  updateView?.(filters);
};

const entryNumber = (detail, count) => {
  const number = Number(detail);
  return Number.isInteger(number) && number >= 1 && number <= count ? number - 1 : null;
};

const render = async (view, { place, detail, query }) => {
  if (place === "matrix") {
    updateView = showMatrix(view, query, changeFilter);
    return { title: say("matrix") };
  }
  if (place === "findings") {
    updateView = showFindings(view, query, changeFilter);
    return { title: say("findings") };
  }
  const document_ = place === "d" ? entryNumber(detail, data.documents.path.length) : null;
  if (document_ !== null) return showDocument(view, document_, query);
  const unit = place === "u" ? entryNumber(detail, data.units.length) : null;
  if (unit !== null) return showUnit(view, unit);
  const rule = place === "r" ? data.rules.findIndex(({ id }) => id === detail) : -1;
  if (rule >= 0) {
    view.append(...explanation(rule, "h1"));
    return { title: data.rules[rule].id };
  }
  view.append(el("h1", { tabindex: "-1" }, say("unknown")));
  return { title: say("unknown") };
};

let shownTimes = 0;

const show = async () => {
  const address = readAddress();
  const time = (shownTimes += 1);
  const root = document.documentElement;
  root.dataset.state = "busy";
  updateView = null;
  tell("");
  const isFixed = FIXED.includes(address.place);
  FIXED.forEach((name) => (document.getElementById(name).hidden = name !== address.place));
  document.querySelectorAll("nav a[href^='#']").forEach((link) => {
    if (link.getAttribute("href") === `#${address.place}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  const old = document.getElementById("view");
  const view = el("section", { id: "view", "data-view": address.place, hidden: isFixed });
  let shown = { title: null };
  if (!isFixed) {
    try {
      shown = await render(view, address);
    } catch (error) {
      view.replaceChildren(el("p", { class: "banner not-read" }, say("broken"), ` (${error.message})`));
    }
    // Another page was asked for in the meantime.
    if (time !== shownTimes) return;
  }
  document.getElementById("view").replaceWith(view);
  document.title = shown.title ? `${shown.title} – ${BARE}` : BARE;
  if (!isFixed) updateView?.(address.query);
  place(address, isFixed, view, shown.aim, old);
  root.dataset.state = "ready";
};

/** Puts the eyes and the focus where the page begins, or at what was asked for. */
const place = (address, isFixed, view, aim) => {
  const part = isFixed && address.detail ? document.getElementById(address.detail) : null;
  if (aim || part) (aim ?? part).scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
  if (shownTimes === 1) return;
  const title = (isFixed ? document.getElementById(address.place) : view).querySelector("h1");
  title?.setAttribute("tabindex", "-1");
  title?.focus({ preventScroll: true });
};

const start = async () => {
  if (typeof DecompressionStream === "undefined") {
    document.getElementById("too-old").hidden = false;
    return;
  }
  data = await unpack("index");
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  window.addEventListener("hashchange", show);
  // On paper the picture has a page of its own, behind the text.
  let follower = null;
  window.addEventListener("beforeprint", () => {
    const picture = document.querySelector("#view .picture");
    follower = picture?.nextSibling ?? null;
    picture?.parentElement.append(picture);
  });
  window.addEventListener("afterprint", () => {
    if (follower) follower.before(document.querySelector("#view .picture"));
    follower = null;
  });
  await show();
};

start();
