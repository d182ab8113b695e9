/* A file that somebody chose, as text: in the encodings that spreadsheets write, or a sentence on what it is instead. */
(function (root) {
  "use strict";

  const COPY = ": save the sheet as CSV, or copy its cells and paste them.";
  const OTHERS = [
    [/^PK\u0003\u0004/, "This is an Excel or OpenDocument workbook" + COPY],
    [/^\u00d0\u00cf\u0011\u00e0/, "This is an old Excel workbook" + COPY],
    [/^%PDF-/, "This is a PDF file: copy its table into a spreadsheet, and from there paste the cells."],
    [/^\{\\rtf/, "This is a text document with formatting: save it as plain text or CSV."],
    [/^<(!|\?|[a-z][a-z0-9]*[\s>])/i, "This is a web page or an XML file: copy the table's cells from where it is shown, and paste them."],
  ];

  /* {text} or {wrong: sentence}. bytes: a Uint8Array. */
  function read(bytes) {
    const begins = String.fromCharCode.apply(null, bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
    const other = OTHERS.find(function (each) { return each[0].test(begins); });
    if (other) return { wrong: other[1] };
    const text = decoded(bytes);
    if (text.indexOf("\u0000") >= 0) return { wrong: "This is not the text of a table but a file of another kind: save it as CSV." };
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
