"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");

const module_ = import(path.join(__dirname, "..", "..", "app", "serve", "plotly", "stackgl.mjs"));

const PARTS = {
  10: "module.exports = {\n    cone: __webpack_require__(20),\n    line: __webpack_require__(30),\n};\n",
  20: "module.exports = 'cone' + __webpack_require__(40) + __webpack_require__(50);\n",
  30: "module.exports = 'line' + __webpack_require__(40);\n",
  40: "module.exports = ' by both';\n",
  50: "module.exports = ' by the cone alone' + __webpack_require__(60);\n",
  60: "module.exports = ' deeper';\n",
};
const body = Object.entries(PARTS).map(function ([id, text]) { return `/***/ ${id}\n(module, __unused_webpack_exports, __webpack_require__) {\n\n${text}\n\n/***/ }`; });
const SCRIPT = `(() => {
var __webpack_modules__ = ({

${body.join(",\n\n")}

/******/ });
var __webpack_require__ = function (id) { const module = {}; __webpack_modules__[id](module, null, __webpack_require__); return module.exports; };
return __webpack_require__(10);
})()`;

test("a part goes with all that it alone needs, and the rest still works", async () => {
  const { without } = await module_;
  const less = without(SCRIPT, ["cone"]);
  for (const gone of ["cone", "deeper"]) assert.ok(SCRIPT.includes(gone) && !less.includes(gone), gone);
  assert.deepEqual({ ...eval(less) }, { line: "line by both" });
  assert.deepEqual({ ...eval(without(SCRIPT, [])) }, { ...eval(SCRIPT) });
});

test("what is of another form stays as it is", async () => {
  const { without } = await module_;
  for (const text of ["", "module.exports = {};", SCRIPT.replaceAll("/***/", "//")]) assert.equal(without(text, ["cone"]), text);
});
