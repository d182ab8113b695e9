/* No sentence stands in a script: all are texts under app/content/, and each is used. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const { load, phrases } = createRequire(import.meta.url)("./tools.js");
const ASSETS = new URL("../../assets/", import.meta.url);
const scripts = readdirSync(ASSETS, { recursive: true }).filter((name) => name.endsWith(".js"));
const sources = new Map(scripts.map((name) => [name, readFileSync(new URL(name, ASSETS), "utf8")]));

/* Texts with a space or a capital that nobody reads as words: pieces of CSS, HTML, SVG and formulas, names of keys and elements. */
const TECHNICAL = [
  /^use strict$/,
  /^(page|table|lab|networks|practice)\.\w+$/, // names of phrases
  /^\(prefers-/, // media queries
  /^(Arrow\w*|End|Enter|Escape|Home|Tab|AbortError|Retry-After|Content-Type|P|Span|Button)$/,
  /^(Table|Answer|Calculator|Drawing|Handout|LevelLines|Lagoon)$/, // names of components and of the ramp
  /[<[=#>]|^\.|^(button|input|p), /, // selectors and tags
  /^(\d+ )?px (sans-serif)?$|^Figtree, /, // fonts
  /^ (· log|a|h|l|m|v)$|^-?p $|^(land|flat) $/, // formulas, paths, keys
  /^(local minimum)$/, // the server's name of a mark
  /^Phrase $|^A grid of | by | has | heights and at least/, // thrown at whoever programs
];
/* What stands before a list of CSS classes. */
const CLASSES = /(\b(class|className|classes)\b\s*[:=]\s*([^;{}]*[?:+]\s*)?|part\("\w+", [^;]*?|classList\.\w+\()$/;

/* The texts in a script, each with what stands before it in its line: a small lexer that knows comments, texts, templates and patterns. */
export function texts(source) {
  const found = [];
  const open = []; // the depth of braces at which each template goes on
  let depth = 0;
  let at = 0;
  const before = () => source.slice(source.lastIndexOf("\n", at) + 1, at);
  const until = (ends) => {
    let text = "";
    while (at < source.length && !ends.some((end) => source.startsWith(end, at))) text += source[at] === "\\" ? source.substr(at++, 1) + source[at++] : source[at++];
    return text;
  };
  const template = (started) => {
    found.push([until(["`", "${"]), started]);
    if (source[at] === "`") at += 1;
    else {
      at += 2;
      open.push(depth);
    }
  };
  while (at < source.length) {
    const two = source.substr(at, 2);
    const started = before();
    if (two === "//") until(["\n"]);
    else if (two === "/*") at = source.indexOf("*/", at) + 2;
    else if (source[at] === '"' || source[at] === "'") {
      const quote = source[at++];
      found.push([until([quote]), started]);
      at += 1;
    } else if (source[at] === "`") {
      at += 1;
      template(started);
    } else if (source[at] === "/" && /(^|[=(,:[!&|?{};+]|return|=>)\s*$/.test(started)) {
      at += 1;
      for (let inside = false; source[at] !== "/" || inside; at++) {
        if (source[at] === "\\") at += 1;
        else if (source[at] === "[") inside = true;
        else if (source[at] === "]") inside = false;
      }
      at += 1;
    } else if (source[at] === "}" && open.at(-1) === depth) {
      at += 1;
      open.pop();
      template(started);
    } else {
      depth += { "{": 1, "}": -1 }[source[at]] ?? 0;
      at += 1;
    }
  }
  return found;
}

/* Whether a text is read by people: words with a space between or at an end, a word with a capital, or a text that is put where one reads. */
export function isWords([text, before]) {
  if (TECHNICAL.some((each) => each.test(text)) || CLASSES.test(before)) return false;
  if (/[a-z’…,.:;)] [A-Za-z(]|^[,.:;]? ?[a-z]{2,} | [a-z]{2,}$|^[A-Z][a-z]/.test(text)) return true;
  return /[a-z]/i.test(text) && /(\btext: |"aria-label"[:,] |\btitle: |\balt: |placeholder: |textContent = )([^,;"]*[?:] )?$/.test(before);
}

test("the lexer finds texts, and none in comments and patterns", () => {
  const script = 'a("one"); // "two"\n/* "three" */ b = /["\']four/; c = `five ${d({ e: "six" })} seven`; // it\'s\nf = x ? "eight" : \'nine\';';
  assert.deepEqual(texts(script).map(([text]) => text), ["one", "five ", "six", " seven", "eight", "nine"]);
});

test("words are told from other texts", () => {
  for (const text of ["still walking …", "Close", "step ", " of the way", "Paused. Go on", ", slider now"]) assert.ok(isWords([text, "say("]), text);
  for (const text of ["spot", "use strict", "lab.walking", "M0 7h30", ".keys table", "data-of", "12px"]) assert.ok(!isWords([text, "say("]), text);
  assert.ok(isWords(["slope", "make(tag, { text: "]));
  assert.ok(!isWords(["spot run-", "{ class: "]));
});

for (const [name, source] of sources) {
  test(`${name} holds no words for people`, () => {
    assert.deepEqual(texts(source).filter(isWords).map(([text]) => text), []);
  });
}

test("every phrase that a script says is a text, and every text is said", () => {
  const used = new Set([...sources.values()].flatMap((source) => texts(source).map(([text]) => text)).filter((text) => /^[a-z]+\.[a-z]/.test(text)));
  const known = Object.entries(phrases).flatMap(([file, texts]) => Object.keys(texts).map((name) => `${file}.${name}`));
  for (const key of used) {
    const [file, name] = key.split(".");
    if (!(file in phrases) || /\.(js|md|value|data)$/.test(key)) continue;
    assert.ok(known.some((each) => each === key || (each.startsWith(key) && /_$/.test(key)) || each === `${key}_other`), `${file}: ${name}`);
  }
  const spoken = (key) => [...used].some((each) => each === key || (each.endsWith("_") && key.startsWith(each)) || /_(one|other)$/.test(key) && key.replace(/_\w+$/, "") === each);
  const LOOSE = /^lab\.(marks|table)_/; // put together from a list of names
  assert.deepEqual(known.filter((key) => !spoken(key) && !LOOSE.test(key)), []);
});

test("a phrase is filled in, with its plural, and an unknown one is an error", () => {
  const { phrase } = load();
  assert.equal(phrase("page.step", { step: 3, last: 40 }), "step 3 of 40");
  assert.equal(phrase("table.rows", { count: 1 }), "1 row");
  assert.equal(phrase("table.rows", { count: 0 }), "0 rows");
  assert.throws(() => phrase("page.nothing"), /Phrase page.nothing/);
});
