/* What scripts say, from the texts under app/content/<locale>/phrases/. The page holds those that it needs.
 *
 * phrase("page.step", {step: 3, last: 40})   the text with its braces filled in. With a `count`, its plural form where the text has one:
 *                                            "table.rows_one" or "table.rows_other", as the page's language has it
 */
(function (root) {
  "use strict";

  let known = null;
  let plural = null;

  function given(words, locale) {
    known = words;
    plural = new Intl.PluralRules(locale);
  }

  function phrase(key, values) {
    if (!known) given(JSON.parse(root.document.getElementById("phrases").textContent), root.document.documentElement.lang);
    const [file, name] = key.split(".");
    const texts = known[file] || {};
    const found = name in texts ? name : values && "count" in values ? name + "_" + plural.select(Number(values.count)) : name;
    if (!(found in texts)) throw new Error("Phrase " + key);
    return texts[found].replace(/\{(\w+)\}/g, function (_, each) { return String(values[each]); });
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.phrase = Object.assign(phrase, { given: given });
})(typeof window === "undefined" ? globalThis : window);
