"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCRIPT = fs.readFileSync(path.join(__dirname, "..", "..", "assets", "address.js"), "utf8");

function scopeWith(history) {
  const scope = vm.createContext({ history, location: { pathname: "/" }, matchMedia: () => ({ matches: true }), setTimeout: (go) => go(), clearTimeout() {} });
  vm.runInContext(SCRIPT, scope);
  return scope;
}

test("only what differs from the default is written", () => {
  const { address } = scopeWith({}).LossLandscape;
  assert.equal(address.compose("v=1&problem=bowl", { step: null, speed: null, camera: null, theme: null }), "?v=1&problem=bowl");
  assert.equal(address.compose("v=1", { step: 0, speed: 2, camera: "10,20,1.5", theme: "dark" }), "?v=1&step=0&speed=2&camera=10,20,1.5&theme=dark");
});

test("a frame that may not change its address goes on without", () => {
  const scope = scopeWith({ replaceState() { throw new Error("SecurityError"); } });
  assert.doesNotThrow(() => scope.LossLandscape.address.write("?v=1&step=3"));
});

test("the system's wish for dark is read with the address", () => {
  const scope = scopeWith({});
  assert.deepEqual({ ...scope.dash_clientside.loss_landscape_address.read("?a", "/") }, { path: "/", search: "?a", dark: true });
});
