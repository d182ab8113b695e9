/* The address bar: read once when the page opens, then it follows what is on the screen. */
(function (root) {
  "use strict";

  const WAIT = 250; // ms: browsers refuse more than about 100 changes in half a minute
  let timer = 0;

  /* The query of what is shown: the run's own text from the server, and how it is looked at. view: {step, speed, camera, large, theme, chosen}, each
     null where it is at its default. */
  function compose(run, view) {
    const parts = [run];
    ["step", "speed", "camera", "large", "theme", "lesson", "chosen"].forEach(function (name) {
      if (view[name] !== null && view[name] !== undefined) parts.push(name + "=" + encodeURIComponent(view[name]).replace(/%2C/g, ","));
    });
    return "?" + parts.join("&");
  }

  /* A step of the lesson with the answers given so far, and the frame, stay in the address, whatever else changes there. */
  function kept(query) {
    const step = root.document && root.document.querySelector("[data-lesson]");
    const inLesson = step && query.indexOf("lesson=") < 0 ? "lesson=" + step.dataset.lesson : "";
    const answers = step && step.dataset.answers && query.indexOf("answers=") < 0 ? "answers=" + step.dataset.answers : "";
    const frame = root.LossLandscape.frame;
    return [inLesson, answers, frame ? frame.query() : ""].filter(Boolean).reduce(function (all, part) {
      return all + (all.length > 1 ? "&" : "") + part;
    }, query);
  }

  /* The query of what is shown, also where the address bar could not follow, as in a frame without an origin. */
  let current = null;
  function shown() {
    return current === null ? root.LossLandscape.frame.encoded(root.location.search) : current;
  }

  /* The query of what is on the screen this moment. A page that plays says it here: its address leaves the step out while it plays. */
  const standing = []; // of each page's script: a function that gives the query, or null where it is not its page
  function stands(give) { standing.push(give); }
  function now() {
    const query = standing.reduce(function (found, give) { return found || give(); }, null);
    return query ? root.LossLandscape.frame.encoded(kept(query)) : shown();
  }

  function write(query) {
    clearTimeout(timer);
    const frame = root.LossLandscape.frame;
    const next = frame ? frame.encoded(kept(query)) : kept(query);
    current = next === "?v=1" ? "" : next;
    timer = setTimeout(function () {
      try {
        // replaceState, not a new entry: Back should leave the page, not undo a slider.
        root.history.replaceState(root.history.state, "", current || root.location.pathname);
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
  root.LossLandscape.address = { compose: compose, write: write, shown: shown, stands: stands, now: now };
  root.dash_clientside = Object.assign({}, root.dash_clientside, { loss_landscape_address: { read: read } });
})(typeof window === "undefined" ? globalThis : window);
