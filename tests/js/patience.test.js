"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, phrases } = require("./tools.js");
const { patience } = load("patience.js");
const { wait_busy: busy, wait_away: away, wait_failed: failed } = phrases.page;

const CALLBACK = "/_dash-update-component?endId=1";
const answer = (status, after = null) => ({ status, headers: { get: (name) => (name === "Retry-After" ? after : null) } });

/* A server that gives these answers one after another; an Error is thrown. What was waited and said is written down. */
function play(...answers) {
  const waited = [];
  const said = [];
  const refused = [];
  let asked = 0;
  const fetch = async function () {
    const next = answers[Math.min(asked++, answers.length - 1)];
    if (next instanceof Error) throw next;
    return next;
  };
  const patient = patience.patient(fetch, async (ms) => void waited.push(ms), (words) => void said.push(words), (why) => void refused.push(why));
  return { patient, waited, said, refused, asked: () => asked };
}

test("what is answered at once goes straight through, without a word", async () => {
  const { patient, said, asked } = play(answer(200));
  assert.equal((await patient(CALLBACK)).status, 200);
  assert.deepEqual([said, asked()], [[], 1]);
});

test("a busy server is asked again when it said, and the page says so until it goes on", async () => {
  const { patient, waited, said } = play(answer(503, "2"), answer(503, "2"), answer(200));
  assert.equal((await patient(CALLBACK)).status, 200);
  assert.deepEqual(said, [busy, busy, ""]);
  assert.equal(waited.length, 2);
  for (const ms of waited) assert.ok(ms >= 2000 && ms <= 3000, `${ms}`);
});

test("a server that cannot be reached, or a proxy without it, is tried again at longer and longer intervals", async () => {
  const { patient, waited, said } = play(new TypeError("Failed to fetch"), answer(502), answer(504), answer(200));
  assert.equal((await patient(CALLBACK)).status, 200);
  assert.deepEqual(said, [away, away, away, ""]);
  assert.ok(waited[0] < 1000 && waited[2] >= 2000);
});

test("in the end the page gives up and says what to do", async () => {
  const { patient, said, refused, asked, waited } = play(answer(503, "1"));
  assert.equal((await patient(CALLBACK)).status, 503);
  assert.deepEqual([said.at(-1), refused.map((why) => [why.status, why.words])], ["", [[503, failed]]]);
  assert.equal(asked(), 13);
  assert.ok(waited.every((ms) => ms <= 22500));
  const broken = play(new TypeError("Failed to fetch"));
  await assert.rejects(broken.patient(CALLBACK), TypeError);
  assert.deepEqual(broken.refused.map((why) => [why.status, why.words]), [[0, failed]]);
});

test("the words stay as long as anything waits", async () => {
  const doors = [];
  const said = [];
  const left = { a: 1, b: 2 };
  const fetch = async (address) => answer(left[address.at(-1)]-- > 0 ? 503 : 200, "1");
  const patient = patience.patient(fetch, () => new Promise((open) => doors.push(open)), (words) => void said.push(words), () => {});
  const both = [patient(CALLBACK + "a"), patient(CALLBACK + "b")];
  while (doors.length < 2) await new Promise(setImmediate);
  doors.shift()();
  await both[0];
  assert.notEqual(said.at(-1), "");
  while (doors.length) {
    doors.shift()();
    await new Promise(setImmediate);
  }
  await both[1];
  assert.equal(said.at(-1), "");
});

test("every other status is told once, with its own sentence, and never asked again", async () => {
  const sentences = new Set();
  for (let status = 400; status < 600; status++) {
    const { patient, waited, refused, asked } = play(answer(status, null), answer(200));
    const later = [429, 502, 503, 504].includes(status);
    assert.equal((await patient(CALLBACK, { body: '{"changedPropIds": ["store-wish.data"]}' })).status, later ? 200 : status);
    assert.deepEqual([asked(), waited.length, refused.length], later ? [2, 1, 0] : [1, 0, 1], `${status}`);
    if (later) continue;
    assert.deepEqual(Array.from(refused[0].changed), ["store-wish.data"]);
    assert.ok(/^[A-Z].{20,}\.$/.test(refused[0].words), refused[0].words);
    assert.doesNotMatch(refused[0].words, /didn’t answer|can’t be reached/);
    sentences.add(refused[0].words);
  }
  assert.ok(sentences.size > 180);
});

test("our server's own sentence goes before the general one, a proxy's page does not", async () => {
  const said = (status, text) => ({ ...answer(status), clone: () => ({ json: async () => JSON.parse(text) }) });
  for (const [status, text, words] of [
    [413, '{"error": "Too large."}', "Too large."],
    [400, '{"error": "No such run."}', "No such run."],
    [413, "<html>413 Request Entity Too Large</html>", patience.refusal(413, "")],
    [404, '{"error": "There is no such page."}', patience.refusal(404, "")],
  ]) {
    const { patient, refused } = play(said(status, text));
    await patient(CALLBACK, {});
    assert.equal(refused[0].words, words);
  }
});

test("a value that was refused is not sent again while it stands, and tells why", () => {
  const refusals = patience.refusals();
  const plain = (value) => JSON.parse(JSON.stringify(value));
  refusals.accept({ data: "small", steps: "10" });
  refusals.add(["data"], { data: "huge", steps: "10" }, "Too large.");
  assert.deepEqual(plain(refusals.without({ data: "huge", steps: "20" })), { data: "small", steps: "20" });
  assert.deepEqual(plain(refusals.standing(() => "huge")).map((each) => each.words), ["Too large."]);
  assert.deepEqual(plain(refusals.without({ data: "new", steps: "20" })), { data: "new", steps: "20" });
  assert.deepEqual(plain(refusals.standing(() => "new")), []);
});

test("other requests and what the page itself called off are left alone", async () => {
  const other = play(answer(503, "1"));
  assert.equal((await other.patient("/assets/x.js")).status, 503);
  assert.equal(other.asked(), 1);
  const off = play(Object.assign(new Error("off"), { name: "AbortError" }));
  await assert.rejects(off.patient(CALLBACK));
  assert.deepEqual([off.said, off.refused, off.asked()], [[], [], 1]);
});
