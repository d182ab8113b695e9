"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCRIPT = fs.readFileSync(path.join(__dirname, "..", "..", "assets", "pages", "lesson.js"), "utf8");

/* A check whose server never replies, so that its attributes stay as they were when the page opened. */
function check(query) {
  const hears = {};
  const sent = [];
  const document = { addEventListener: (name, act) => { (hears[name] = hears[name] || []).push(act); } };
  const scope = { document, URLSearchParams, CustomEvent, LossLandscape: { address: { write: (text) => sent.push(["address", text]) } } };
  scope.dash_clientside = { set_props: (id, props) => sent.push([id, props.data]) };
  vm.runInNewContext(SCRIPT, { window: scope, URLSearchParams, CustomEvent });
  const count = { dataset: { checkCount: "{answered} of 10 answered" }, textContent: "" };
  const whole = { dataset: { check: query }, querySelector: () => count };
  const questions = Array.from({ length: 10 }, function (_, question) {
    const group = { querySelectorAll: () => group.buttons };
    group.buttons = [1, 2, 3].map(function (answer) {
      const now = {};
      const button = { dataset: { checkPick: `${question + 1}:${answer}` }, parentElement: group, now };
      Object.assign(button, { getAttribute: (name) => now[name] || null, setAttribute: (name, value) => { now[name] = value; } });
      button.closest = (selector) => (selector === "[data-check]" ? whole : button);
      return button;
    });
    return group.buttons;
  });
  const press = (question, answer) => hears.click.forEach((act) => act({ target: questions[question - 1][answer - 1] }));
  return { press, sent, count, whole, questions };
}
const last = (made, of) => new URLSearchParams(made.sent.filter(([name]) => name === of).pop()[1]).get("given");

test("answers given quicker than the server replies are all kept, and marked at once", () => {
  const made = check("lesson=check&seed=7&answers=loss:2");
  for (let question = 1; question <= 10; question++) made.press(question, 1 + (question % 3));
  assert.equal(last(made, "store-lesson_checked"), "2312312312");
  assert.equal(last(made, "address"), "2312312312");
  assert.ok(made.sent.every(([, text]) => text.endsWith("answers=loss:2") || text.includes("answers=loss:2&")));
  assert.equal(made.count.textContent, "10 of 10 answered");
  assert.deepEqual(made.questions[0].map(({ now }) => [now["aria-disabled"], now["aria-pressed"]]), [["true", undefined], ["true", "true"], ["true", undefined]]);
});

test("the first answer counts, here and in a link", () => {
  const made = check("lesson=check&seed=7&given=0300000000");
  made.press(1, 2);
  made.press(1, 3);
  made.press(2, 1);
  assert.equal(made.sent.length, 2);
  assert.equal(last(made, "address"), "2300000000");
  made.whole.dataset.check = "lesson=check&seed=7&given=0300000000"; // a late reply
  made.press(4, 1);
  assert.equal(last(made, "address"), "2301000000");
});
