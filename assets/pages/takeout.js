/* Links that open a tab of their own, in a frame that may open none: mostly it says nothing, so the address is shown instead. */
(function (root) {
  "use strict";

  const document = root.document;
  const { phrase, takeout } = root.LossLandscape;
  const places = new WeakMap(); // by link: where its address is shown

  function place(link) {
    if (!places.has(link) || !places.get(link).isConnected) {
      const made = document.createElement("div");
      link.closest("p, li, div, footer").after(made);
      places.set(link, made);
    }
    return places.get(link);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest('a[target="_blank"]');
    if (!link || !takeout.framed() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (takeout.opened(link.href)) return;
    const here = takeout.make("a", { href: link.href, text: phrase("page.tab_here") });
    takeout.text(place(link), phrase("page.tab_address", { name: link.textContent }), phrase("page.tab_refused"), link.href).querySelector(".row-of-buttons").prepend(here);
  });
})(window);
