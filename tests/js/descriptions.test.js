"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");

const module_ = import(path.join(__dirname, "..", "..", "app", "serve", "plotly", "descriptions.mjs"));

test("texts and joined texts go, everything else stays", async () => {
  const { withoutDescriptions } = await module_;
  const before = `a = {
  width: { dflt: 1, x: [
    2
  ] },
  description: 'It''s wide, [really].',
  size: {
    valType: 'number',
    description: [
      'One, with \\'quotes\\' and ] brackets',
      axis + 'two'
    ].join(' ')
  },
  kept: {
    description: 'one' + more,
    description: f('x'),
    description: list
  }
};`.replace("It''s", "It\\'s");
  const after = withoutDescriptions(before);
  assert.equal(after, before.replace("'It\\'s wide, [really].'", "''").replace(/\[\s+'One[\s\S]*?join\(' '\)/, "''"));
});
