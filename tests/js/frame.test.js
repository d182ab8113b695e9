"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

function scripts(...names) {
  const scope = vm.createContext({ URL, decodeURIComponent });
  for (const name of names) vm.runInContext(fs.readFileSync(path.join(__dirname, "..", "..", "assets", name), "utf8"), scope);
  return scope.LossLandscape;
}

const { embed, frame, share } = scripts("frame.js", "embed.js", "share.js");
const HERE = "https://school.example/landscape/?v=1&embed=1&panels=surface&step=3";

test("a part of a query is taken out letter by letter", () => {
  assert.equal(frame.without("?v=1&embed=1&rules=Adam,momentum:0.3~Adam&panels=a,b", frame.OWN), "v=1&rules=Adam,momentum:0.3~Adam");
  assert.equal(frame.without("", frame.OWN), "");
});

test("a link to another page takes the frame and the theme along", () => {
  assert.equal(frame.carried("./?lesson=slope", HERE, "embed=1&panels=surface", "dark"), "https://school.example/landscape/?lesson=slope&embed=1&panels=surface&theme=dark");
  assert.equal(frame.carried("./hike", HERE, "", "auto"), "https://school.example/landscape/hike");
});

test("a link to another scene leads out; one to a place on the page, to a file or to the whole page does not", () => {
  const link = (href, ...more) => ({ getAttribute: () => href, hasAttribute: (name) => more.includes(name) });
  for (const href of ["./", "./hike", "?view=key", "https://elsewhere.example/x"]) assert.equal(frame.leadsOut(link(href), false), true, href);
  for (const each of [link("#part"), link("data:text/csv,a"), link("blob:x", "download"), link("./", "data-whole")]) assert.equal(frame.leadsOut(each, true), false);
  assert.equal(frame.leadsOut(link("./?v=1&lesson=slope"), false), false, "a lesson goes on where its camera is locked");
  assert.equal(frame.leadsOut(link("./?v=1&lesson=slope"), true), true, "and stays where everything is locked");
});

test("a link that says how it is to be seen is left alone, and so is anybody else's", () => {
  assert.equal(frame.carried("./?embed=1&theme=light", HERE, "embed=1&lock=all", "dark"), "https://school.example/landscape/?embed=1&theme=light");
  assert.equal(frame.carried("https://elsewhere.example/x", HERE, "embed=1", "dark"), "https://elsewhere.example/x");
});

const CHOICE = { parts: ["surface", "contour", "player"], shown: ["surface", "contour", "player"], locks: [], theme: "auto" };

test("the query of a frame holds what was chosen, and nothing of the frame it was chosen in", () => {
  assert.equal(share.embedQuery("?v=1&problem=bowl&embed=1&hide=player&theme=dark", CHOICE), "?v=1&problem=bowl&embed=1");
  assert.equal(share.embedQuery("", { ...CHOICE, shown: ["surface"], locks: ["start", "runs"], theme: "light" }), "?embed=1&panels=surface&lock=start,runs&theme=light");
  assert.equal(share.embedQuery("?v=1", { ...CHOICE, shown: ["surface", "contour"] }), "?v=1&embed=1&hide=player");
});

test("the code is one plain frame whose address and title cannot leave their quotes", () => {
  const code = share.snippet('https://x.example/?a=1&b="', "Loss <b>", 560);
  assert.match(code, /^<iframe src="https:\/\/x\.example\/\?a=1&amp;b=&quot;" title="Loss &lt;b&gt;" width="100%" height="560" loading="lazy" [^<>]*><\/iframe>$/);
});

test("a query holds nothing but what RFC 3986 allows, and says the same", () => {
  const odd = "?data=x,no|yes;1,0&a=^`{}[]\\\"<> é\u{1f600}&b=100%&c=%7C%zz#";
  const clean = frame.encoded(odd);
  assert.match(clean, /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/);
  assert.equal(new URLSearchParams(clean.slice(1)).get("data"), "x,no|yes;1,0");
  assert.equal(new URLSearchParams(clean.slice(1)).get("a"), new URLSearchParams(odd.slice(1)).get("a"));
  assert.equal(frame.encoded(clean), clean);
  assert.match(frame.encoded("?a=\ud800"), /^\?a=%EF%BF%BD$/);
});

test("what is shared of an old link with a bare | has it encoded, in the link and in the code", () => {
  const old = "?v=1&problem=own&data=x,no|yes;1,0;2,1;3,0;4,1&step=3";
  for (const query of [share.embedQuery(old, CHOICE), frame.joined(frame.without(old, frame.OWN), ""), frame.carried("./" + old, HERE, "embed=1", "dark")]) {
    assert.match(query, /data=x,no%7Cyes;1,0;2,1/);
    assert.doesNotMatch(query, /\|/);
  }
  assert.doesNotThrow(() => frame.without("?%E0%A4%A=1", frame.OWN));
});

test("opened at the start a scene has neither step nor view, and is the same scene", () => {
  assert.equal(share.fromStart("?v=1&problem=bowl&step=40&speed=2&camera=1,2,3&large=map&chosen=2&changes=75@momentum@0.8"), "?v=1&problem=bowl&chosen=2&changes=75@momentum@0.8");
  assert.equal(share.fromStart("?v=1&seed=3&walk=225:0.5&guess=yes"), "?v=1&seed=3");
  assert.equal(share.fromStart(""), "");
});

test("where anything is locked, the way out is named or gone", () => {
  const choice = { ...CHOICE, parts: [...CHOICE.parts, "whole"], locks: ["start"] };
  assert.equal(share.embedQuery("", choice), "?embed=1&hide=whole&lock=start");
  assert.equal(share.embedQuery("", { ...choice, shown: choice.parts }), "?embed=1&panels=surface,contour,player,whole&lock=start");
  assert.equal(share.embedQuery("", { ...choice, shown: choice.parts, locks: [] }), "?embed=1");
});

test("an address that others cannot reach is said so", () => {
  const of = (address) => embed.warnings(address).join();
  for (const host of ["localhost:8050", "127.0.0.1", "127.1.2.3:80", "[::1]:8050", "my.localhost", "0.0.0.0"]) assert.equal(of(`http://${host}/hike`), "loopback", host);
  for (const host of ["192.168.1.7:8050", "10.0.0.3", "172.16.0.1", "172.31.9.9", "169.254.1.1", "[fd00::1]", "[fe80::2]", "pi.local", "server"]) {
    assert.equal(of(`http://${host}/`), "near,plain", host);
    assert.equal(of(`https://${host}/`), "near", host);
  }
  for (const host of ["school.example", "172.32.0.1", "11.0.0.1", "192.169.0.1", "localhost.example", "10.example.org", "[2001:db8::1]"]) {
    assert.equal(of(`http://${host}/`), "plain", host);
    assert.equal(of(`https://${host}/`), "", host);
  }
});

test("one frame fits at every width, or says that it does not", () => {
  const heights = { 390: 593, 700: 583, 1000: 698 };
  assert.match(embed.fluid(heights), /^width:100%;height:auto;aspect-ratio:700\/583;min-height:593px;max-height:698px$/);
  assert.deepEqual([390, 700, 1000].map((width) => embed.high(heights, width)), [593, 593, 698]);
  for (const other of [{ 390: 1500, 700: 900, 1000: 700 }, { 390: 300, 700: 600, 1000: 1200 }, { 390: 500, 700: 600 }, {}]) {
    assert.equal(embed.fluid(other), "");
    assert.equal(embed.high(other, 700), other[700]);
  }
  assert.match(share.snippet("https://x.example/", "Loss", 593, embed.fluid(heights)), / height="593" loading="lazy" style="border:0;width:100%;height:auto;aspect/);
});
