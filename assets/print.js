/* On paper a picture is as wide as its box there, which is not that of the screen: Plotly's pictures are of a fixed size, so they are scaled,
   whole. A 3-D picture goes as a copy of what it shows, with all that is painted on it: a browser may print an empty one. */
(function (root) {
  "use strict";

  const document = root.document;
  const LAND = '[data-panel="surface"], .net-land';
  // Those behind another tab too: on paper there are no tabs.
  const pictures = function () {
    return Array.from(document.querySelectorAll(".js-plotly-plot")).filter(function (graph) { return graph._fullLayout && !graph.closest(LAND + ", .away"); });
  };

  /* What a 3-D scene shows, as a picture that lies over it. Read at once after it was drawn: later there is nothing to read. */
  function copied(scene) {
    const shown = scene.glplot.canvas;
    const copy = document.createElement("canvas");
    copy.className = "printed";
    copy.width = shown.width;
    copy.height = shown.height;
    scene.glplot.redraw();
    copy.getContext("2d").drawImage(shown, 0, 0);
    shown.parentElement.append(copy);
  }

  /* The land of the stage, in its frame; and the map's frame in its own proportions. */
  function stage() {
    const ll = root.LossLandscape;
    const shown = (ll.networks && ll.networks.state.run && ll.networks.lands) || (ll.lab && ll.lab.pictures());
    if (!shown) return;
    document.querySelectorAll(LAND + ', [data-panel="contour"], .net-map').forEach(function (frame) {
      const width = frame.clientWidth;
      const height = frame.clientHeight;
      if (!width || !height) return;
      frame.style.setProperty("--printed", width + " / " + height);
      if (!frame.matches(LAND)) return;
      const copy = document.createElement("canvas");
      copy.className = "printed";
      copy.width = 2 * width;
      copy.height = 2 * height;
      const c = copy.getContext("2d");
      c.scale(2, 2);
      shown.drawOn(c, frame);
      frame.append(copy);
    });
  }

  function prepare() {
    restore();
    stage();
    pictures().forEach(function (graph) {
      const full = graph._fullLayout;
      graph.style.setProperty("--printed", full.width + " / " + full.height);
      graph.querySelectorAll(".main-svg").forEach(function (svg) { svg.setAttribute("viewBox", "0 0 " + full.width + " " + full.height); });
      const scene = full.scene && full.scene._scene;
      if (scene && scene.glplot && scene.glplot.canvas && !scene.glplot.gl.isContextLost()) copied(scene);
    });
  }

  function restore() {
    document.querySelectorAll("canvas.printed").forEach(function (copy) { copy.remove(); });
    document.querySelectorAll(".js-plotly-plot .main-svg[viewBox]").forEach(function (svg) { svg.removeAttribute("viewBox"); });
  }

  root.addEventListener("beforeprint", prepare);
  root.addEventListener("afterprint", restore);
})(window);
