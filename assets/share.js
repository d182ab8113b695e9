/* Share: a link to what is shown, and the code of a frame for a course page, with a live preview of it. What can be chosen comes
   from the tables of app/kit/share.py. */
(function (root) {
  "use strict";

  const document = root.document;
  const HEIGHTS = [420, 560, 640, 760, 900];
  const WIDTHS = [["390", "390 px wide"], ["700", "700 px wide"], ["1100", "1100 px wide"]];
  const FIRST_HEIGHT = 640; // until the preview has said how high it is
  const WAIT = 400; // ms after the last choice until the preview loads

  /* ---- texts: pure ---- */

  /* What a learner has answered so far is nobody else's: a shared step opens with its question. */
  function unanswered(search) {
    const frame = root.LossLandscape.frame;
    return frame.joined(frame.without(search, ["answers", "given"]), "");
  }

  /* The query of a frame: what was shown, without its own frame and theme, and with what was chosen.
     choice: {parts: [every name], shown: [names], locks: [names], theme} */
  function embedQuery(search, choice) {
    const frame = root.LossLandscape.frame;
    const away = choice.parts.filter(function (name) { return choice.shown.indexOf(name) < 0; });
    const list = !away.length ? "" : away.length < choice.shown.length ? "hide=" + away.join(",") : "panels=" + choice.shown.join(",");
    const own = ["embed=1", list, choice.locks.length ? "lock=" + choice.locks.join(",") : "", choice.theme === "auto" ? "" : "theme=" + choice.theme];
    return frame.joined(frame.without(search, frame.OWN.concat("theme")), own.filter(Boolean).join("&"));
  }

  /* The same text as app/preview/embed.py makes for oEmbed. */
  function snippet(url, title, height) {
    const escaped = function (text) { return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); };
    return '<iframe src="' + escaped(url) + '" title="' + escaped(title) + '" width="100%" height="' + height +
      '" loading="lazy" style="border:0" allowfullscreen allow="fullscreen; clipboard-write"></iframe>';
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.share = { embedQuery: embedQuery, snippet: snippet };
  if (!document) return;

  /* ---- the dialog ---- */

  const state = { target: null, needed: null, timer: 0, loaded: "" };

  const make = function () { return root.LossLandscape.takeout.make.apply(null, arguments); };

  function dialog() {
    return document.querySelector("[data-share-dialog]");
  }

  function boxes(legend, name, rows, on) {
    if (!rows.length) return "";
    const labels = rows.map(function (row) {
      const box = make("input", { type: "checkbox", name: name, value: row[0] });
      box.checked = on.indexOf(row[0]) >= 0;
      return make("label", {}, box, row[1]);
    });
    return make.apply(null, ["fieldset", { class: "share-boxes" }, make("legend", { text: legend })].concat(labels));
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
    const button = make("button", { type: "button", text: "Copy", "aria-label": "Copy: " + label });
    button.addEventListener("click", function () { copy(area, said); });
    return make("div", { class: "field" }, make("label", { for: "share-" + name, text: label }), area, make("div", { class: "row-of-buttons" }, button, said));
  }

  /* What a frame may forbid is left to the text itself: it stands there selected. */
  function copy(area, said) {
    const takeout = root.LossLandscape.takeout;
    takeout.copied(area.value).then(function (how) {
      if (how === "yes" || (how === "perhaps" && !takeout.framed())) {
        said.textContent = "Copied.";
        return;
      }
      area.focus();
      area.select();
      said.textContent = "The browser does not let this page copy. The text is selected: copy it with Ctrl+C or a long touch.";
    });
  }

  /* The dialog's contents, anew; what was there before has ended by now, or ends here. */
  function fill(page) {
    const heights = [["fit", "As needed"]].concat(HEIGHTS.map(function (height) { return [String(height), height + " px"]; }));
    const theme = root.LossLandscape.theme.chosen;
    const close = make("button", { type: "button", text: "Close", "aria-label": "Close this dialog" });
    close.addEventListener("click", function () { dialog().close(); });
    const preview = make("div", { class: "share-preview" }, make("h3", { text: "Preview" }), make("div", { class: "share-view" }), make("p", { class: "help", role: "status" }));
    const left = make("div", { class: "share-choices" },
      output("Link to this scene", "link", 2),
      make("h3", { text: "In a course page" }),
      boxes("Show", "part", page.parts, page.first.concat(/[?&]lesson=/.test(state.target.search) ? ["lesson"] : [])),
      boxes("Keep as it is", "lock", page.locks, []),
      make("div", { class: "share-row" },
        choice("Theme", "theme", [["auto", "Automatic"], ["light", "Light"], ["dark", "Dark"]], theme),
        choice("Preview as", "width", WIDTHS, "700"),
        choice("Height", "height", heights, "fit")),
      output("Code of the frame", "code", 5));
    const box = dialog();
    box.replaceChildren(make("div", { class: "share-head" }, make("h2", { id: "share-title", text: "Share" }), close), make("form", { class: "share-body", method: "dialog" }, left, preview));
    box.querySelector("form").addEventListener("change", update);
    box.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
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
    const url = state.target.base + embedQuery(state.target.search, chosen);
    const height = value("height") === "fit" ? state.needed || FIRST_HEIGHT : Number(value("height"));
    dialog().querySelector("#share-link").value = state.target.base + frame.joined(frame.without(state.target.search, frame.OWN), "");
    dialog().querySelector("#share-code").value = snippet(url, state.target.title, height);
    show(Number(value("width")), height);
    clearTimeout(state.timer);
    state.timer = setTimeout(load, WAIT, url);
  }

  function show(width, height) {
    const view = dialog().querySelector(".share-view");
    const scale = Math.min(1, view.clientWidth / width);
    const frame = view.firstChild;
    view.style.height = Math.round(height * scale) + "px";
    if (!frame) return;
    frame.style.width = width + "px";
    frame.style.height = height + "px";
    frame.style.transform = "scale(" + scale + ")";
    dialog().querySelector(".share-preview p").textContent = "Shown at " + Math.round(100 * scale) + " % of its size, " + width + " × " + height + " px.";
  }

  function load(url) {
    if (state.loaded === url || !dialog().open) return;
    state.loaded = url;
    const frame = dialog().querySelector(".share-view iframe");
    // Replaced, so that Back leads out of our page and not through all previews.
    if (frame) frame.contentWindow.location.replace(url);
    else dialog().querySelector(".share-view").append(make("iframe", { src: url, title: "Preview of the frame", tabindex: "-1" }));
    update();
  }

  // The preview says how high it would like to be, as it does to a course page.
  root.addEventListener("message", function (event) {
    const box = dialog();
    const frame = box && box.open && box.querySelector("iframe");
    const said = event.data;
    if (!frame || event.source !== frame.contentWindow || !said || said.subject !== "lti.frameResize" || !(said.height > 0)) return;
    if (Math.abs(said.height - (state.needed || 0)) < 2) return;
    state.needed = Math.round(said.height);
    update();
  });

  function open(button) {
    const box = dialog();
    const tables = JSON.parse(box.dataset.shareDialog);
    const here = root.location;
    const href = button.dataset.share;
    const url = href ? new root.URL(href, here.href) : new root.URL(here.href);
    const path = "/" + url.pathname.split("/").pop();
    const page = tables[path] || Object.values(tables)[0];
    state.target = { page: page, base: url.origin + url.pathname, search: unanswered(href ? url.search : root.LossLandscape.address.shown()), title: button.dataset.shareTitle || page.title };
    state.needed = null;
    state.loaded = "";
    fill(page);
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
    if (!frame) return box.replaceChildren();
    frame.addEventListener("load", function () { if (!box.open) box.replaceChildren(); });
    frame.contentWindow.location.replace("about:blank");
  }, true);
})(typeof window === "undefined" ? globalThis : window);
