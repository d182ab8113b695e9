/* Present: large type and thick lines, on the full screen where the browser lets us; and the list of keys on "?". */
(function (root) {
  "use strict";

  const document = root.document;
  const LARGER = 1.45; // times the figures' own type
  const MARKS = 1.6;

  /* A part of a figure, a layout or a trace, with everything in it larger that says how large it is. Its numbers stay what they are. */
  function larger(part) {
    if (!part || typeof part !== "object" || Array.isArray(part) || ArrayBuffer.isView(part)) return part;
    const out = {};
    Object.keys(part).forEach(function (name) {
      const value = part[name];
      if (/font$|^marker$/.test(name) && value && value.size > 0) out[name] = Object.assign({}, value, { size: Math.round(value.size * LARGER) });
      else if (name === "margin") out[name] = Object.assign({}, value, { l: value.l * LARGER, b: value.b * LARGER });
      else if (/^(x|y|z|customdata|surfacecolor)$/.test(name)) out[name] = value;
      else out[name] = larger(value);
    });
    return out;
  }

  function page() {
    return document.querySelector("#div-page > div");
  }

  function on() {
    return Boolean(document && page() && page().classList.contains("projector"));
  }

  /* How many times as large paths and marks are. */
  function marks() {
    return on() ? MARKS : 1;
  }

  function turn(to) {
    if (!page() || on() === to) return;
    page().classList.toggle("projector", to);
    tell();
    document.dispatchEvent(new CustomEvent("loss-landscape-projector"));
  }

  function tell() {
    document.querySelectorAll("[data-present]").forEach(function (button) { button.setAttribute("aria-pressed", String(on())); });
  }

  function present() {
    const to = !on();
    turn(to);
    // A frame may not be allowed to; then the large type is all there is.
    if (to && document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(function () { /* as said */ });
    else if (!to && document.fullscreenElement) document.exitFullscreen();
  }

  /* ---- the list of keys ---- */

  function showKeys() {
    const table = document.querySelector(".keys table");
    if (!table || document.querySelector("dialog[open]")) return;
    const dialog = document.createElement("dialog");
    dialog.className = "share keys-shown";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = root.LossLandscape.phrase("page.keys");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = root.LossLandscape.phrase("page.close");
    close.addEventListener("click", function () { dialog.close(); });
    const head = document.createElement("div");
    head.className = "share-head";
    head.append(title, close);
    dialog.append(head, table.cloneNode(true));
    dialog.addEventListener("close", function () { dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.projector = { on: on, larger: larger, marks: marks };
  if (!document) return;
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-present]")) present();
  });
  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement) turn(false); // Esc leaves both
  });
  // Where there is no full screen, Esc leaves the large type all the same; what is open above the page closes first.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && on() && !document.fullscreenElement && !document.querySelector("dialog[open], .mark-card:not([hidden])")) turn(false);
  }, true);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "?" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest && event.target.closest("input:not([type=range], [type=radio], [type=checkbox]), textarea, select")) return;
    event.preventDefault();
    showKeys();
  });
})(typeof window === "undefined" ? globalThis : window);
