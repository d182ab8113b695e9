/* Before a scene is shared: who can reach its address, and how high its frame must be. */
(function (root) {
  "use strict";

  const WIDTHS = [390, 700, 1000]; // px of a frame for which its height is measured: a phone, a column of text, a whole page
  const BLANK = 40; // px that a frame may be higher than its page

  const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;
  // RFC 1918, link-local and unique local addresses, names that only a local network knows, and names without a dot.
  const NEAR = /^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}|\[f(?:[cd]|e[89ab])[0-9a-f:]*\]|.*\.(?:local|lan|internal|home\.arpa)|[^.:[\]]+)$/;

  /* What is to be said of an address before it is handed on, by the names of the sentences: "loopback", "near", "plain". */
  function warnings(address) {
    const url = new root.URL(address);
    if (LOOPBACK.test(url.hostname)) return ["loopback"];
    return [NEAR.test(url.hostname) ? "near" : "", url.protocol === "http:" ? "plain" : ""].filter(Boolean);
  }

  /* Whether one frame fits its page at each of WIDTHS, if it is as high as a phone needs at least, as a whole page needs at most, and between
     them in proportion to its width. */
  function fits(heights) {
    return WIDTHS.every(function (width) {
      const blank = stretched(heights, width) - heights[width];
      return blank >= 0 && blank <= BLANK;
    });
  }

  function stretched(heights, width) {
    const [narrow, middle, wide] = WIDTHS;
    return Math.max(heights[narrow], Math.min(heights[wide], (width * heights[middle]) / middle));
  }

  /* How high the frame is at a width; undefined where nothing was measured. */
  function high(heights, width) {
    return fits(heights) ? Math.round(stretched(heights, width)) : heights[width];
  }

  /* The style of a frame that fits at each of WIDTHS; empty where there is none. */
  function fluid(heights) {
    if (!fits(heights)) return "";
    const [narrow, middle, wide] = WIDTHS;
    const most = Math.max(heights[wide], heights[narrow]);
    return "width:100%;height:auto;aspect-ratio:" + middle + "/" + heights[middle] + ";min-height:" + heights[narrow] + "px;max-height:" + most + "px";
  }

  /* How high a page of ours in a frame must be at each of WIDTHS. All in one go: nobody sees the frame change. */
  function measured(frame) {
    const page = frame.contentDocument.documentElement;
    const style = frame.style.cssText;
    const whole = page.classList.contains("whole");
    const heights = {};
    page.classList.add("whole");
    WIDTHS.forEach(function (width) {
      frame.style.width = width + "px";
      heights[width] = Math.ceil(frame.contentDocument.body.getBoundingClientRect().height);
    });
    page.classList.toggle("whole", whole);
    frame.style.cssText = style;
    return heights;
  }

  /* Measures at the start and again at the end of the run, then puts the run back; done({width: the larger of both}). Gives a way to stop it. */
  function survey(frame, done) {
    const EVERY = 150; // ms between looks
    const LONGEST = 130; // looks, until what is known must do
    let heights = {};
    let before = null; // where the player stood
    let looks = 0;
    let settled = 0; // looks since the run has ended
    const larger = function (more) {
      WIDTHS.forEach(function (width) { heights[width] = Math.max(heights[width] || 0, more[width]); });
    };
    const timer = root.setInterval(function () {
      const page = inside(frame);
      if (!page) return root.clearInterval(timer); // a frame without an origin: nobody may look into it
      looks += 1;
      const ll = page.LossLandscape || {};
      const player = (ll.lab || ll.networks || {}).player;
      if (!page.document.querySelector("main, .lab") || (!before && player && !player.paths.every(hasRows))) return;
      if (player && !player.paths.length && looks < LONGEST) return;
      if (!before && player && player.paths.length) {
        before = { step: player.step, playing: player.playing };
        larger(measured(frame));
        player.go(player.last());
      }
      const ended = !before || (!player.pending() && player.paths.every(function (path) { return path.outcome; }));
      settled += ended ? 1 : 0;
      if (settled < 4 && looks < LONGEST) return;
      root.clearInterval(timer);
      larger(measured(frame));
      if (before) player.go(before.playing ? 0 : before.step);
      if (before && before.playing) player.play();
      done(heights);
    }, EVERY);
    return function () { root.clearInterval(timer); };
  }

  function hasRows(path) { return path.rows > 0; }

  function inside(frame) {
    try {
      return frame.contentWindow && frame.contentDocument ? frame.contentWindow : null;
    } catch (error) {
      return null;
    }
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.embed = { WIDTHS: WIDTHS, warnings: warnings, high: high, fluid: fluid, survey: survey };
})(typeof window === "undefined" ? globalThis : window);
