"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

/* A window that prints, copies and opens tabs, or does not. */
function page(can) {
  const listeners = {};
  const scope = {
    document: {
      activeElement: null,
      body: { append() {} },
      createElement: () => ({ setAttribute() {}, append() {}, select() {}, remove() {} }),
      execCommand: () => can.command,
      permissionsPolicy: { features: () => ["clipboard-write"], allowsFeature: () => can.policy !== false },
    },
    navigator: { clipboard: { writeText: (words) => (can.clipboard ? Promise.resolve((scope.copied = words)) : Promise.reject(new Error("no"))) } },
    isSecureContext: true,
    addEventListener: (type, act) => { listeners[type] = act; },
    removeEventListener: (type) => { delete listeners[type]; },
    print: () => { if (can.print) listeners.beforeprint(); },
    open: () => (can.tab ? {} : null),
    Promise,
  };
  scope.window = scope.self = scope.top = scope;
  if (can.framed) scope.top = {};
  const file = path.join(__dirname, "..", "..", "assets", "takeout.js");
  vm.runInNewContext(fs.readFileSync(file, "utf8"), scope);
  return scope.LossLandscape.takeout;
}

test("what was copied is known only of the clipboard itself", async () => {
  assert.equal(await page({ clipboard: true }).copied("x"), "yes");
  assert.equal(await page({ clipboard: false, command: true }).copied("x"), "perhaps");
  assert.equal(await page({ clipboard: true, policy: false, command: true }).copied("x"), "perhaps", "a policy that forbids it is not asked");
  assert.equal(await page({ clipboard: false, command: false }).copied("x"), "no");
});

test("a refusal to print or to open a tab is noticed", () => {
  assert.equal(page({ print: true, framed: true }).printed(), true);
  assert.equal(page({ print: false, framed: true }).printed(), false);
  assert.equal(page({ print: false }).printed(), true, "a page of its own may always print, whatever its browser tells of it");
  assert.equal(page({ tab: true }).opened("./"), true);
  assert.equal(page({ tab: false }).opened("./"), false);
});

test("a frame knows that it is one", () => {
  assert.equal(page({}).framed(), false);
  assert.equal(page({ framed: true }).framed(), true);
});
