/* The address bar: read once when the page opens, then it follows what is on the screen. */
(function (root) {
  "use strict";

  const WAIT = 250; // ms: browsers refuse more than about 100 changes in half a minute
  let timer = 0;

  /* The query of what is shown: the run's own text from the server, and how it is looked at. view: {step, speed, camera, theme, chosen}, each
     null where it is at its default. */
  function compose(run, view) {
    const parts = [run];
    ["step", "speed", "camera", "theme", "lesson", "chosen"].forEach(function (name) {
      if (view[name] !== null && view[name] !== undefined) parts.push(name + "=" + encodeURIComponent(view[name]).replace(/%2C/g, ","));
    });
    return "?" + parts.join("&");
  }

  /* A step of the lesson stays in the address, whatever else changes there. */
  function kept(query) {
    const step = root.document && root.document.querySelector("[data-lesson]");
    return step && query.indexOf("lesson=") < 0 ? query + (query.length > 1 ? "&" : "") + "lesson=" + step.dataset.lesson : query;
  }

  function write(query) {
    clearTimeout(timer);
    timer = setTimeout(function () {
      try {
        // replaceState, not a new entry: Back should leave the page, not undo a slider.
        const shown = kept(query);
        root.history.replaceState(root.history.state, "", shown === "?v=1" ? root.location.pathname : shown);
        if (root.document) root.document.dispatchEvent(new CustomEvent("loss-landscape-address"));
      } catch (error) {
        // A frame without an origin may not change its address; what it shows is not affected.
      }
    }, WAIT);
  }

  function read(search, path) {
    // The last part names the page; what stands before it is where a proxy put the app.
    return { path: "/" + String(path || "/").split("/").pop(), search: search || "", dark: root.matchMedia("(prefers-color-scheme: dark)").matches };
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.address = { compose: compose, write: write };
  root.dash_clientside = Object.assign({}, root.dash_clientside, { loss_landscape_address: { read: read } });
})(typeof window === "undefined" ? globalThis : window);
