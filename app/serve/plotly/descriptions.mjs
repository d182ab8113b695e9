/* plotly.js describes each of its attributes in the source, for its manual. The browser needs none of it: this takes the texts out,
   as plotly.js's own build does, and leaves whatever it does not understand as it is. */

const CLOSES = { "[": "]", "(": ")" };
const QUOTES = "'\"`";

/* Where the string that begins at `from` ends. */
function afterString(text, from) {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === text[from]) return i + 1;
  }
  return text.length;
}

/* Where the bracket that opens at `from` is closed. */
function afterBracket(text, from) {
  const open = [];
  for (let i = from; i < text.length; i++) {
    if (QUOTES.includes(text[i])) i = afterString(text, i) - 1;
    else if (CLOSES[text[i]]) open.push(CLOSES[text[i]]);
    else if (text[i] === open[open.length - 1]) {
      open.pop();
      if (open.length === 0) return i + 1;
    }
  }
  return text.length;
}

/* Where the value that begins at `from` ends, if it is a string or an array of strings that are joined; else -1. */
function afterValue(text, from) {
  if ("'\"".includes(text[from])) return afterString(text, from);
  if (text[from] !== "[") return -1;
  const array = afterBracket(text, from);
  const call = /^\s*\.join(?=\()/.exec(text.slice(array, array + 200));
  return call ? afterBracket(text, array + call[0].length) : -1;
}

/* A source without its descriptions. */
export function withoutDescriptions(text) {
  const key = /^\s*description:\s*/gm;
  let out = "";
  let from = 0;
  while (key.exec(text)) {
    const end = afterValue(text, key.lastIndex);
    if (end < 0 || !/^\s*[,}]/.test(text.slice(end, end + 200))) continue; // a part of a longer expression
    out += text.slice(from, key.lastIndex) + "''";
    from = key.lastIndex = end;
  }
  return out + text.slice(from);
}
