/* The practice page: its address follows what is shown, and a new problem gets the focus. */
(function (root) {
  "use strict";

  const state = { query: null }; // of the place on the screen, without its theme; null on every other page

  function write() {
    if (state.query === null) return;
    const theme = root.LossLandscape.theme.chosen;
    root.LossLandscape.address.write("?" + state.query + (theme === "auto" ? "" : "&theme=" + theme));
  }

  /* What is shown, from the server: {query, focus}. */
  function show(place) {
    if (!place) return root.dash_clientside.no_update;
    state.query = place.query;
    write();
    // A new problem was asked for: whoever reads with the keyboard or by ear goes on at its title.
    if (place.focus) root.setTimeout(() => root.document.getElementById("h2-practice")?.focus(), 0);
    return root.dash_clientside.no_update;
  }

  root.document.addEventListener("loss-landscape-theme", function () {
    write();
  });

  root.document.addEventListener("click", function (event) {
    const takeout = root.LossLandscape.takeout;
    if (!event.target.closest?.("[data-print]") || takeout.printed()) return;
    const address = root.location.origin + root.location.pathname + root.LossLandscape.address.shown();
    const words = "This frame may not print. Open the sheet in a tab of its own, by this address, and print it there. Press Ctrl+C, or ⌘C, to copy it.";
    takeout.text(root.document.querySelector("[data-takeout]"), "Address of this sheet", words, address);
  });

  root.dash_clientside = Object.assign({}, root.dash_clientside, { loss_landscape_practice: { show: show } });
})(window);
