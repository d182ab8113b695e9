/* A file that somebody chose, as text: in the encodings that spreadsheets write, or a sentence on what it is instead. */
(function (root) {
  "use strict";

  const phrase = function (key) { return root.LossLandscape.phrase(key); };
  const OTHERS = [
    [/^PK\u0003\u0004/, "table.file_workbook"],
    [/^\u00d0\u00cf\u0011\u00e0/, "table.file_old_workbook"],
    [/^%PDF-/, "table.file_pdf"],
    [/^\{\\rtf/, "table.file_rich"],
    [/^<(!|\?|[a-z][a-z0-9]*[\s>])/i, "table.file_web"],
  ];

  /* {text} or {wrong: sentence}. bytes: a Uint8Array. */
  function read(bytes) {
    const begins = String.fromCharCode.apply(null, bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
    const other = OTHERS.find(function (each) { return each[0].test(begins); });
    if (other) return { wrong: phrase(other[1]) };
    const text = decoded(bytes);
    if (text.indexOf("\u0000") >= 0) return { wrong: phrase("table.file_other") };
    return { text: text.replace(/^\ufeff/, "") };
  }

  function decoded(bytes) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      return new TextDecoder("windows-1252").decode(bytes); // what Excel saves as CSV where it does not save UTF-8
    }
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.file = { read: read };
})(typeof window === "undefined" ? globalThis : window);
