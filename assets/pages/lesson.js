/* The lesson's card: arrow keys turn its pages while the focus is in it, Enter in its field answers; a control in a sentence and the same
   control in the rail always stand at the same value. And the check at the end: an answer is pressed, and stands in the address. */
(function (root) {
  "use strict";

  const document = root.document;
  const setProps = function (id, props) { root.dash_clientside.set_props(id, props); };
  const WAYS = { ArrowRight: "next", ArrowLeft: "prev" };

  /* What was tried, one scene after another: kept here, as the server's replies may be late or dropped. It judges the last one and counts all. */
  const TOGETHER = 1200; // ms in which values that follow each other are one try, as while a slider is dragged
  const tries = [];

  function tried(scene, at, known) {
    const before = tries[tries.length - 1];
    if (before && (before.scene === scene || at - before.at < TOGETHER)) tries.pop();
    tries.push({ scene: scene, at: at });
    if (known) setProps("store-lesson_watched", { data: tries.slice(-9).map(function (each) { return each.scene; }) });
  }

  /* On the page on networks a scene is tried when its address stands there; the lab says by itself when what its runs come to is known. */
  document.addEventListener("loss-landscape-address", function () {
    if (!document.querySelector(".lesson-page [data-lesson]") || !document.querySelector("[data-net-page]")) return;
    tried(root.location.search, Date.now(), true);
  });

  document.addEventListener("keydown", function (event) {
    const target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !target.closest) return;
    const card = target.closest("[data-lesson], [data-ask]");
    // The numbers of the answers, while the focus is on the stage: where somebody types they are text (WCAG 2.1.4).
    if (/^[1-4]$/.test(event.key) && target.closest(".stage") && !target.matches("input, select, textarea")) {
      const choice = document.querySelector('.ask-form:not([hidden]) .lesson-choices:not([hidden]) button:nth-child(' + event.key + "):not([hidden])");
      if (choice) choice.click();
      return;
    }
    if (!card) return;
    if (target.matches("input")) {
      // The field hands its text over on the same key; the press comes after that.
      if (event.key === "Enter" && target.id === "input-lesson_given") root.setTimeout(function () { document.querySelector("#button-lesson_answer").click(); }, 0);
      return;
    }
    const link = WAYS[event.key] && document.querySelector('a[rel="' + WAYS[event.key] + '"]');
    if (!link || !link.offsetParent) return;
    event.preventDefault();
    link.click();
  });
  /* A control in a sentence is a copy: what is done to it is done to the page's own, and what the page's own shows it shows. */
  const COPY = "input-lesson_control_";
  const own = function (field) {
    return ["input-net-" + field, "input-" + field].find(function (id) { return document.getElementById(id); });
  };

  document.addEventListener("loss-landscape-control", function (event) {
    const id = event.detail.id;
    if (!id.startsWith(COPY) || !("value" in event.detail)) return;
    const original = own(id.slice(COPY.length));
    if (!original) return;
    setProps(original, { value: event.detail.value });
    root.LossLandscape.controls.values[original] = event.detail.value;
    document.dispatchEvent(new CustomEvent("loss-landscape-control", { detail: Object.assign({}, event.detail, { id: original }) }));
  });

  document.addEventListener("loss-landscape-shown", function (event) {
    const shown = event.detail;
    const copy = COPY + shown.id.replace(/^input-(net-)?/, "");
    if (shown.id.startsWith(COPY) || !document.getElementById(copy)) return;
    setProps(copy, { value: shown.value, message: shown.message });
  });

  /* A step opens at its question, so that its keys act at once; in a frame the focus stays with the page around it. */
  function toQuestion() {
    const question = document.getElementById("lesson-question");
    if (question && root.self === root.top && document.activeElement === document.body) question.focus({ preventScroll: true });
  }

  /* What Dash calls: that a step has opened, that a question was answered or skipped, and that somebody did what a step asked for. The page beside the card hears it. */
  const tell = function (what, detail) {
    document.dispatchEvent(new CustomEvent("loss-landscape-lesson-" + what, { detail: detail }));
    return root.dash_clientside.no_update;
  };
  root.dash_clientside = Object.assign({}, root.dash_clientside, {
    loss_landscape_lesson: {
      opened: function () { root.setTimeout(toQuestion, 0); return root.dash_clientside.no_update; },
      answered: function (answered) { return answered ? tell("answered") : root.dash_clientside.no_update; },
      noticed: function (words) { return tell("noticed", Boolean(words && words.length)); },
      told: function () { root.setTimeout(backToAnswer, 0); return root.dash_clientside.no_update; },
    },
  });

  /* The check keeps what was answered itself: replies may be late or dropped, so none of them is asked what was given. An answer is marked at
     once, and the first one counts; the server adds what is said of it. */
  const given = {}; // by seed
  let focused = null; // the answer that has the focus, as its place in the check

  document.addEventListener("focusin", function (event) { focused = event.target.dataset.checkPick || null; });

  /* The reply has put new buttons in the place of the old ones: the focus goes on where it was. */
  function backToAnswer() {
    const button = focused && document.querySelector('[data-check-pick="' + focused + '"]');
    if (button && document.activeElement === document.body) button.focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    const pressed = event.target.closest && event.target.closest("[data-check-pick]");
    if (!pressed || pressed.getAttribute("aria-disabled") === "true") return;
    const [question, answer] = pressed.dataset.checkPick.split(":").map(Number);
    const check = pressed.closest("[data-check]");
    const query = new URLSearchParams(check.dataset.check);
    const kept = given[query.get("seed")] || "";
    const all = Array.from((query.get("given") || "").padEnd(10, "0"), function (each, k) { return Number(kept[k]) ? kept[k] : each; });
    if (all[question - 1] !== "0") return;
    all[question - 1] = String(answer);
    given[query.get("seed")] = all.join("");
    query.set("given", all.join(""));
    pressed.parentElement.querySelectorAll("button").forEach(function (each) { each.setAttribute("aria-disabled", "true"); });
    pressed.setAttribute("aria-pressed", "true");
    const count = check.querySelector("[data-check-count]");
    count.textContent = count.dataset.checkCount.replace("{answered}", all.filter(Number).length);
    const text = query.toString().replace(/%3A/g, ":").replace(/%7E/g, "~").replace(/%2C/g, ",");
    setProps("store-lesson_checked", { data: text });
    root.LossLandscape.address.write("?" + text);
  });

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.lesson = { tried: tried };
})(window);
