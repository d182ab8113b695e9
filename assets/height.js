/* In a frame of another page: how high this page would like to be is told to that page, in the words that course systems listen for.
   Nobody need answer: without that the page is scrolled inside its frame.

   Canvas and others: {subject: "lti.frameResize", height}, as an object or as JSON (Moodle's and IMathAS' plugins parse a text).
   H5P: the content says hello; a page with H5P's resizer answers hello; from then on each change is prepared, and made when that is answered
   (h5p-resizer.js in H5P's PHP library). */
(function (root) {
  "use strict";

  const WAIT = 120; // ms without a change until it is told: a page grows in many small steps
  const SAME = 2; // px: a difference below this is none
  const SLACK = 60; // px by which a frame may fall short and still holds the whole page: the player needs that much less room where it is not stuck

  /* Tells a parent page of heights. outside: {post(message), later(act, ms) that gives a way to cancel it}. */
  function create(outside) {
    let told = 0;
    let wanted = 0;
    let cancel = null;
    let h5p = false;

    function say() {
      cancel = null;
      if (Math.abs(wanted - told) < SAME) return;
      told = wanted;
      const message = { subject: "lti.frameResize", height: told };
      outside.post(message);
      outside.post(JSON.stringify(message));
      prepare();
    }

    function prepare() {
      if (h5p && told) outside.post({ context: "h5p", action: "prepareResize", scrollHeight: told, clientHeight: told });
    }

    /* The page needs so many pixels now. */
    function need(height) {
      wanted = Math.ceil(height);
      if (cancel) cancel();
      cancel = outside.later(say, WAIT);
    }

    /* What the parent page says. */
    function hear(message) {
      if (!message || message.context !== "h5p") return;
      if (message.action === "ready") hello();
      else if (message.action === "hello") h5p = true;
      if (message.action === "hello" || message.action === "resize") prepare();
      if (message.action === "resizePrepared") outside.post({ context: "h5p", action: "resize", scrollHeight: told });
    }

    function hello() {
      outside.post({ context: "h5p", action: "hello" });
    }

    return { need: need, hear: hear, hello: hello, told: function () { return told; } };
  }

  /* Whether a frame this high shows the whole of a page that needs so much. */
  function whole(height, needed) {
    return height >= needed - SLACK;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.height = { create: create, whole: whole, WAIT: WAIT };
  if (!root.document || root.self === root.top) return;

  /* ---- in a frame ---- */

  const document = root.document;
  const page = document.documentElement;
  // Sizes that follow the frame's height would follow their own tail; style sheets leave them out by this class.
  page.classList.add("in-frame");
  const teller = create({
    post: function (message) { root.parent.postMessage(message, "*"); }, // a number, for whoever shows us
    later: function (act, ms) {
      const timer = root.setTimeout(act, ms);
      return function () { root.clearTimeout(timer); };
    },
  });

  function measure() {
    const shown = document.querySelector("main");
    if (!shown) return; // the words that say that it loads
    const needed = document.body.getBoundingClientRect().height;
    page.classList.toggle("whole", whole(root.innerHeight, needed));
    teller.need(needed);
  }

  root.addEventListener("message", function (event) {
    if (event.source === root.parent) teller.hear(event.data);
  });
  root.addEventListener("resize", measure);
  new root.ResizeObserver(measure).observe(document.body);
  teller.hello();
})(typeof window === "undefined" ? globalThis : window);
