"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { file } = load("file.js");
const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));

test("text is read in the encodings that spreadsheets write", () => {
  assert.equal(file.read(bytes("Gr", [0xf6, 0xdf], "e;M", [0xe4], "d\r\n1,5;1")).text, "Größe;Mäd\r\n1,5;1"); // Windows-1252
  assert.equal(file.read(new TextEncoder().encode("\ufeffGröße,y")).text, "Größe,y");
  assert.equal(file.read(bytes([0xff, 0xfe], "x\0;\0y\0")).text, "x;y"); // "Unicode text" of Excel
  assert.equal(file.read(bytes([0xfe, 0xff], "\0x\0;\0y")).text, "x;y");
  assert.equal(file.read(bytes()).text, "");
});

test("what is no text says what it is and what to do", () => {
  const cases = [
    ["PK\x03\x04 mimetype", /Excel or OpenDocument workbook. Save the sheet as CSV, or copy its cells/],
    ["\xd0\xcf\x11\xe0\xa1", /old Excel workbook/],
    ["%PDF-1.7", /PDF file/],
    ["\n <!DOCTYPE html>", /web page/],
    ["{\\rtf1", /text document/],
    ["\x89PNG\r\n\0\0", /isn’t a table in text form/],
  ];
  for (const heading of ["<5,y\n1,0\n2,1", "<,y\n1,0\n2,1", "%PDFs;y\n1;0\n2;1"]) assert.equal(file.read(bytes(heading)).text, heading);
  for (const [begins, words] of cases) assert.match(file.read(bytes(begins)).wrong, words);
});
