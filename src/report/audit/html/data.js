// The parcels of the page: elements with deflated JSON in base64, which no browser runs.
// In: the id of a parcel. Out: what is in it. Sheets and pictures are opened when somebody asks, and the last ones are kept.

/** Everything there is one of for all documents (index.rs); set once, when the page starts. */
let data;

const MOST_OPEN = 24;
const opened = new Map();

const bytesOf = (letters) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(letters);
  const text = atob(letters);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** Opens a parcel; nothing when the page has none with that id. */
const unpack = async (id) => {
  const element = document.getElementById(id);
  if (!element) return null;
  const stream = new Blob([bytesOf(element.textContent)]).stream();
  const text = await new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  return JSON.parse(text);
};

const unpackOnce = (id) => {
  const known = opened.get(id) ?? unpack(id);
  // What was asked for last stands last, and the first is given up.
  opened.delete(id);
  opened.set(id, known);
  if (opened.size > MOST_OPEN) opened.delete(opened.keys().next().value);
  return known;
};

/** The sheet of an entry; nothing when the file grew too large to hold it. */
const sheetOf = async (at) => {
  if (at >= data.sheets) return null;
  const sheets = await unpackOnce(`sheets-${Math.floor(at / data.per_sheets)}`);
  return sheets?.[at % data.per_sheets] ?? null;
};

/** The picture of an entry as text; nothing when there is none. */
const pictureOf = async (at) => {
  const place = data.documents.picture[at];
  if (place === null) return null;
  const pictures = await unpackOnce(`pictures-${Math.floor(place / data.per_pictures)}`);
  return pictures?.[place % data.per_pictures] || null;
};

/** Rule, severity (0 error, 1 warning, 2 hint) and state (0 counts) of a finding in the index. */
const readCode = (code) => ({ rule: code >> 4, severity: (code >> 2) & 3, state: code & 3 });
