/* plotly.js brings its 3-D parts as one script that webpack made, those of traces that we do not draw among them. This takes such parts
   out, with every module that only they need, and leaves the script as it is where it is not of the form that it expects. */

const MODULE = /\/\*\*\*\/ (\d+)\n\([\s\S]*?\n\/\*\*\*\/ \},?\n/g;
const NEEDS = /__webpack_require__\((\d+)\)/g;

/* The script without the exports of these names. Its first module is the one that exports everything. */
export function without(text, names) {
  const modules = new Map([...text.matchAll(MODULE)].map(([whole, id]) => [id, whole]));
  const [entry] = modules.keys();
  if (!entry || !modules.get(entry).includes("module.exports = {")) return text;
  const exports_ = names.reduce((kept, name) => kept.replace(new RegExp(`\\n\\s*${name}: __webpack_require__\\(\\d+\\),`), ""), modules.get(entry));
  const kept = new Set();
  const next = [entry];
  while (next.length) {
    const id = next.pop();
    if (kept.has(id)) continue;
    kept.add(id);
    for (const [, other] of (id === entry ? exports_ : modules.get(id) ?? "").matchAll(NEEDS)) next.push(other);
  }
  return text.replace(MODULE, (whole, id) => (id === entry ? exports_ : kept.has(id) ? whole : ""));
}
