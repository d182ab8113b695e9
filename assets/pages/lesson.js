/* The lesson's card: arrow keys turn its pages while the focus is in it, Enter in its field answers. */
(function (root) {
  "use strict";

  const document = root.document;
  const WAYS = { ArrowRight: "next", ArrowLeft: "prev" };

  /* On the page on networks a scene counts as watched when its address stands there; the lab says by itself when its runs are over. */
  document.addEventListener("loss-landscape-address", function () {
    if (!document.querySelector(".lesson-page [data-lesson]") || !document.querySelector("[data-net-page]")) return;
    root.dash_clientside.set_props("store-lesson_watched", { data: root.location.search });
  });

  document.addEventListener("keydown", function (event) {
    const target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !target.closest) return;
    const card = target.closest("[data-lesson]");
    if (!card) return;
    if (target.matches("input")) {
      // The field hands its text over on the same key; the press comes after that.
      if (event.key === "Enter") root.setTimeout(function () { card.querySelector("#button-lesson_answer").click(); }, 0);
      return;
    }
    const link = WAYS[event.key] && card.querySelector('a[rel="' + WAYS[event.key] + '"]');
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})(window);
