/* Light, dark, or as the system wishes: of every page. Who wants to know listens for "loss-landscape-theme" on the document. */
(function (root) {
  "use strict";

  const dark = root.matchMedia("(prefers-color-scheme: dark)");
  const theme = { chosen: "auto" };

  function mode() {
    return theme.chosen === "auto" ? (dark.matches ? "dark" : "light") : theme.chosen;
  }

  /* What the theme's control says; gives the mode that it comes to, or nothing new. */
  function choose(chosen, before) {
    theme.chosen = chosen;
    const page = root.document.documentElement;
    if (chosen === "auto") delete page.dataset.theme;
    else page.dataset.theme = chosen;
    root.document.dispatchEvent(new CustomEvent("loss-landscape-theme"));
    return mode() === before ? root.dash_clientside.no_update : mode();
  }

  dark.addEventListener("change", function () {
    // Before the page is there, nobody could be told; once it is, `choose` sees what the system wishes by then.
    if (theme.chosen === "auto" && root.document.querySelector(".top")) root.dash_clientside.set_props("store-mode", { data: mode() });
  });

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.theme = theme;
  root.dash_clientside = Object.assign({}, root.dash_clientside, { loss_landscape_theme: { choose: choose } });
})(window);
