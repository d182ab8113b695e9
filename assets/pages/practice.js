/* The practice page: its address follows what is shown, and a new problem gets the focus. */
(function (root) {
  "use strict";

  const state = { query: "" };

  function write() {
    const theme = root.LossLandscape.theme.chosen;
    root.LossLandscape.address.write("?" + state.query + (theme === "auto" ? "" : "&theme=" + theme));
  }

  /* What is shown, from the server: {query, focus}. */
  function show(place) {
    if (!place) return;
    state.query = place.query;
    write();
    // A new problem was asked for: whoever reads with the keyboard or by ear goes on at its title.
    if (place.focus) root.setTimeout(() => root.document.getElementById("h2-practice")?.focus(), 0);
  }

  root.document.addEventListener("loss-landscape-theme", function () {
    if (root.document.querySelector(".practice")) write();
  });
  root.document.addEventListener("click", function (event) {
    if (event.target.closest?.("[data-print]")) root.print();
  });

  root.dash_clientside = Object.assign({}, root.dash_clientside, { loss_landscape_practice: { show: show } });
})(window);
