/* Share: a link to what is shown, and the code of a frame for a course page, with a live preview of it. What can be chosen comes
   from the tables of app/kit/share.py. */
(function (root) {
  "use strict";

  const document = root.document;
  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };
  const HEIGHTS = [420, 560, 640, 760, 900];
  const FIRST_HEIGHT = 640; // until the preview has said how high it is
  const WAIT = 400; // ms after the last choice until the preview loads
  const STANDING = ["step", "speed", "camera", "large", "walk", "guess"]; // of an address: how far it has come, and how it is looked at

  /* ---- texts: pure ---- */

  /* What a learner has answered so far is nobody else's: a shared step opens with its question. */
  function unanswered(search) {
    const frame = root.LossLandscape.frame;
    return frame.joined(frame.without(search, ["answers", "given"]), "");
  }

  /* The same scene, opened at the start. */
  function fromStart(search) {
    const frame = root.LossLandscape.frame;
    return frame.joined(frame.without(search, STANDING), "");
  }

  /* The query of a frame: what was shown, without its own frame and theme, and with what was chosen.
     choice: {parts: [every name], shown: [names], locks: [names], theme} */
  function embedQuery(search, choice) {
    const frame = root.LossLandscape.frame;
    const away = choice.parts.filter(function (name) { return choice.shown.indexOf(name) < 0; });
    // Where anything is locked there is a way out only if it is named.
    const named = away.length >= choice.shown.length || (choice.locks.length > 0 && choice.shown.indexOf("whole") >= 0);
    const list = named && choice.shown.length ? "panels=" + choice.shown.join(",") : away.length ? "hide=" + away.join(",") : "";
    const own = ["embed=1", list, choice.locks.length ? "lock=" + choice.locks.join(",") : "", choice.theme === "auto" ? "" : "theme=" + choice.theme];
    return frame.joined(frame.without(search, frame.OWN.concat("theme")), own.filter(Boolean).join("&"));
  }

  /* The same text as app/preview/embed.py makes for oEmbed. */
  function snippet(url, title, height, style) {
    const escaped = function (text) { return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); };
    return '<iframe src="' + escaped(url) + '" title="' + escaped(title) + '" width="100%" height="' + height +
      '" loading="lazy" style="border:0' + (style ? ";" + style : "") + '" allowfullscreen allow="fullscreen; clipboard-write"></iframe>';
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.share = { embedQuery: embedQuery, fromStart: fromStart, snippet: snippet };
  if (!document) return;

  /* ---- the dialog ---- */

  const state = { target: null, heights: {}, timer: 0, loaded: "", fresh: true, stop: null };

  const make = function () { return root.LossLandscape.takeout.make.apply(null, arguments); };

  function dialog() {
    return document.querySelector("[data-share-dialog]");
  }

  function group(legend, className, children) {
    return make.apply(null, ["fieldset", { class: className }, make.apply(null, ["legend", {}].concat(legend))].concat(children));
  }

  function boxes(legend, name, rows, on, about) {
    if (!rows.length) return "";
    return group([legend, about ? make("span", { class: "help", text: about }) : ""], "share-boxes", rows.map(function (row) {
      const box = make("input", { type: "checkbox", name: name, value: row[0] });
      box.checked = on.indexOf(row[0]) >= 0;
      return make("label", {}, box, row[1]);
    }));
  }

  /* Whether it opens at the start or as it stands; not asked where that is the same. */
  function opening(words) {
    if (fromStart(state.target.search) === state.target.search) return "";
    return group([words.opens], "share-opens", ["start", "stands"].map(function (name) {
      const dot = make("input", { type: "radio", name: "opens", value: name });
      dot.checked = name === "start";
      return make("label", {}, dot, make("span", {}, make("b", { text: words[name] }), make("span", { class: "help", text: words[name + "_about"] })));
    }));
  }

  function choice(label, name, rows, value) {
    const options = rows.map(function (row) {
      const option = make("option", { value: row[0], text: row[1] });
      option.selected = row[0] === value;
      return option;
    });
    return make("div", { class: "field" }, make("label", { for: "share-" + name, text: label }), make.apply(null, ["select", { id: "share-" + name, name: name }].concat(options)));
  }

  /* A text to copy: by its button, or by hand where the browser does not let the page. */
  function output(label, name, rows) {
    const area = make("textarea", { id: "share-" + name, rows: rows, readonly: "", spellcheck: "false" });
    const said = make("span", { role: "status", class: "help" });
    const button = make("button", { type: "button", class: "primary", text: phrase("page.copy"), "aria-label": phrase("page.share_copy", { what: label }) });
    button.addEventListener("click", function () { copy(area, said); });
    return make("div", { class: "field share-output" }, make("label", { for: "share-" + name, text: label }), make("div", { class: "share-copy" }, area, button), said);
  }

  /* What a frame may forbid is left to the text itself: it stands there selected. */
  function copy(area, said) {
    const takeout = root.LossLandscape.takeout;
    takeout.copied(area.value).then(function (how) {
      if (how === "yes" || (how === "perhaps" && !takeout.framed())) {
        said.textContent = phrase("page.copied");
        return;
      }
      area.focus();
      area.select();
      said.textContent = phrase("page.share_by_hand");
    });
  }

  /* The dialog's contents, anew; what was there before has ended by now, or ends here. */
  function fill(words, page) {
    const heights = [["fit", words.fit]].concat(HEIGHTS.map(function (height) { return [String(height), phrase("page.pixels", { count: height })]; }));
    const widths = root.LossLandscape.embed.WIDTHS.map(function (width) { return [String(width), phrase("page.pixels", { count: width })]; });
    const theme = root.LossLandscape.theme.chosen;
    const close = make("button", { type: "button", text: phrase("page.close"), "aria-label": phrase("page.share_close") });
    close.addEventListener("click", function () { dialog().close(); });
    const warnings = root.LossLandscape.embed.warnings(state.target.base).map(function (name) { return make("p", { class: "share-warning", text: words[name] }); });
    const left = make.apply(null, ["div", { class: "share-choices" }, opening(words), output(words.link, "link", 2)].concat(warnings, [
      make("h3", { text: words.course }),
      boxes(words.show, "part", page.parts, page.first.concat(/[?&]lesson=/.test(state.target.search) ? ["lesson"] : [])),
      boxes(words.lock, "lock", page.locks, [], words.lock_about)]));
    const right = make("div", { class: "share-preview" },
      make("div", { class: "share-row" },
        choice(words.width, "width", widths, "700"),
        choice(words.height, "height", heights, "fit"),
        choice(words.theme, "theme", ["auto", "light", "dark"].map(function (name) { return [name, phrase("page.theme_" + name)]; }), theme)),
      make("div", { class: "share-view", role: "group", "aria-label": words.preview }),
      make("p", { class: "help", role: "status" }),
      output(words.code, "code", 3));
    const box = dialog();
    box.replaceChildren(make("div", { class: "share-head" }, make("h2", { id: "share-title", text: words.title }), close), make("form", { class: "share-body", method: "dialog" }, left, right));
    box.querySelector("form").addEventListener("change", function (event) { leadOut(event.target); update(); });
    box.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
  }

  /* The way out of the frame goes as soon as anything is locked, and may be ticked again by hand. */
  function leadOut(changed) {
    const out = dialog().querySelector('[name="part"][value="whole"]');
    if (changed === out) state.target.out = out.checked;
    else if (out && changed.name === "lock") out.checked = state.target.out !== false && !ticked("lock").length;
  }

  function ticked(name) {
    return Array.from(dialog().querySelectorAll('input[name="' + name + '"]:checked'), function (box) { return box.value; });
  }

  /* What is chosen, as link and code; the preview follows a moment later. */
  function update() {
    const page = state.target.page;
    const value = function (name) { return dialog().querySelector("#share-" + name).value; };
    const chosen = { parts: page.parts.map(function (row) { return row[0]; }), shown: ticked("part"), locks: ticked("lock"), theme: value("theme") };
    const frame = root.LossLandscape.frame;
    const search = ticked("opens")[0] === "stands" ? state.target.search : fromStart(state.target.search);
    const url = state.target.base + embedQuery(search, chosen);
    const fits = value("height") === "fit";
    const height = fits ? root.LossLandscape.embed.high(state.heights, Number(value("width"))) || FIRST_HEIGHT : Number(value("height"));
    dialog().querySelector("#share-link").value = state.target.base + frame.joined(frame.without(search, frame.OWN), "");
    dialog().querySelector("#share-code").value = snippet(url, state.target.title, height, fits ? root.LossLandscape.embed.fluid(state.heights) : "");
    show(Number(value("width")), height);
    clearTimeout(state.timer);
    state.timer = setTimeout(load, WAIT, url);
  }

  /* The whole frame is seen, however large it is. */
  function show(width, height) {
    const view = dialog().querySelector(".share-view");
    const room = parseFloat(root.getComputedStyle(view).maxHeight) || Infinity;
    const scale = Math.min(1, view.clientWidth / width, room / height);
    const frame = view.firstChild;
    view.style.height = Math.round(height * scale) + "px";
    if (!frame) return;
    frame.style.width = width + "px";
    frame.style.height = height + "px";
    frame.style.transform = "scale(" + scale + ")";
    frame.style.marginLeft = Math.max(0, (view.clientWidth - width * scale) / 2) + "px";
    dialog().querySelector(".share-preview > p").textContent = phrase("page.share_scale", { percent: Math.round(100 * scale), width: width, height: height });
  }

  function load(url) {
    if (state.loaded === url || !dialog().open) return;
    state.loaded = url;
    state.fresh = true;
    if (state.stop) state.stop();
    let frame = dialog().querySelector(".share-view iframe");
    // Replaced, so that Back leads out of our page and not through all previews.
    if (frame) frame.contentWindow.location.replace(url);
    else dialog().querySelector(".share-view").append(frame = make("iframe", { src: url, title: phrase("page.share_frame"), tabindex: "-1" }));
    frame.addEventListener("load", function () {
      if (state.stop) state.stop();
      state.stop = root.LossLandscape.embed.survey(frame, function (heights) {
        state.heights = heights;
        if (dialog().open) update();
      });
    }, { once: true });
    update();
  }

  // Until it is measured, and where nobody may look into it, the preview says how high it would like to be, as it does to a course page.
  root.addEventListener("message", function (event) {
    const box = dialog();
    const frame = box && box.open && box.querySelector("iframe");
    const said = event.data;
    if (!frame || event.source !== frame.contentWindow || !said || said.subject !== "lti.frameResize" || !(said.height > 0)) return;
    const width = box.querySelector("#share-width").value;
    const height = Math.round(said.height);
    if (!state.fresh && height - (state.heights[width] || 0) < 2) return;
    state.fresh = false;
    state.heights[width] = height;
    update();
  });

  function open(button) {
    const box = dialog();
    const tables = JSON.parse(box.dataset.shareDialog);
    const here = root.location;
    const href = button.dataset.share;
    const url = href ? new root.URL(href, here.href) : new root.URL(here.href);
    const path = "/" + url.pathname.split("/").pop();
    const page = tables.pages[path] || Object.values(tables.pages)[0];
    state.target = { page: page, base: url.origin + url.pathname, search: unanswered(href ? url.search : root.LossLandscape.address.now()), title: button.dataset.shareTitle || page.title };
    state.heights = {};
    state.loaded = "";
    fill(tables.words, page);
    box.showModal();
    update();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-share]");
    if (button) open(button);
    else if (event.target === dialog()) dialog().close(); // beside it, on the backdrop
  });
  // The preview is a page of its own and ends with the dialog: left like any page, since one whose frame is torn away in mid-work fails.
  document.addEventListener("close", function (event) {
    const box = dialog();
    if (event.target !== box) return;
    const frame = box.querySelector("iframe");
    clearTimeout(state.timer);
    if (state.stop) state.stop();
    if (!frame) return box.replaceChildren();
    frame.addEventListener("load", function () { if (!box.open) box.replaceChildren(); });
    frame.contentWindow.location.replace("about:blank");
  }, true);
})(typeof window === "undefined" ? globalThis : window);
