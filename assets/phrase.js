/* What scripts say, from the texts under app/content/<locale>/phrases/. The page loads those that it needs, see app/kit/phrases.py.
 *
 * phrase("page.step", {step: 3, last: 40})   the text with its braces filled in. With a `count`, its plural form where the text has one:
 *                                            "table.rows_one" or "table.rows_other", as the page's language has it
 */
(function (root) {
  "use strict";

  function phrase(key, values) {
    const [file, name] = key.split(".");
    const texts = (root.LossLandscape.phrases || {})[file] || {};
    const found = name in texts || !values || !("count" in values) ? name : name + "_" + plural(Number(values.count));
    if (!(found in texts)) throw new Error("Phrase " + key);
    return texts[found].replace(/\{(\w+)\}/g, function (_, each) { return String(values[each]); });
  }

  function plural(count) {
    const language = root.document ? root.document.documentElement.lang : "en";
    return new Intl.PluralRules(language).select(count);
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.phrase = phrase;
})(typeof window === "undefined" ? globalThis : window);
