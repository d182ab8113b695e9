/* What becomes of a request that the server could not answer at once: the page waits, asks again, and says so in words.
   It stands around fetch, so it holds for every page and every callback. */
(function (root) {
  "use strict";

  const TRIES = 12;
  const LONGEST = 15000; // ms between two tries
  const WORDS = {
    busy: "Many people are at work here at once. This page goes on by itself in a moment.",
    away: "The server cannot be reached. This page tries again by itself.",
    failed: "The server did not answer. What you set is still here; please reload the page to try again.",
  };

  /* How long to wait before the next try, in ms: what the server asks for, else longer each time; with up to half as much by chance
     added, so that a class does not come back all at once. */
  function wait(tries, retryAfter, chance) {
    const asked = Number(retryAfter) * 1000;
    const base = retryAfter !== null && asked >= 0 ? asked : 500 * 2 ** tries;
    return Math.min(base, LONGEST) * (1 + chance / 2);
  }

  /* Which requests are the page's own callbacks: all are pure, so asking twice is harmless. */
  function ours(address) {
    return /\/_dash-(update-component|layout|dependencies)(\?|$)/.test(String(address && address.url ? address.url : address));
  }

  /* fetch that waits. `later(ms)` is a promise; `say(words)` shows them, "" takes them away. */
  function patient(fetch, later, say) {
    let waiting = 0;
    function told(words) {
      say(waiting === 0 ? "" : words);
    }
    return async function (address, options) {
      if (!ours(address)) return fetch(address, options);
      let counted = false;
      for (let tries = 0; ; tries++) {
        let answer = null;
        let failure = null;
        try {
          answer = await fetch(address, options);
        } catch (error) {
          failure = error;
          if (error && error.name === "AbortError") tries = TRIES;
        }
        const again = failure !== null || [502, 503, 504].includes(answer.status);
        if (!again || tries >= TRIES) {
          if (counted) waiting -= 1;
          if (again && !(failure && failure.name === "AbortError")) say(WORDS.failed);
          else if (counted) told(WORDS.busy);
          if (failure) throw failure;
          return answer;
        }
        if (!counted) waiting += 1;
        counted = true;
        say(answer && answer.status === 503 ? WORDS.busy : WORDS.away);
        await later(wait(tries, answer ? answer.headers.get("Retry-After") : null, Math.random()));
      }
    };
  }

  /* A line at the lower edge that screen readers read out. */
  function line(document) {
    let place = null;
    return function (words) {
      if (!place) {
        place = document.createElement("div");
        place.className = "patience";
        place.setAttribute("role", "status");
        document.body.append(place);
      }
      place.textContent = words;
      place.hidden = words === "";
    };
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.patience = { patient: patient, wait: wait, ours: ours, WORDS: WORDS };
  if (root.document && root.fetch) {
    root.fetch = patient(root.fetch.bind(root), (ms) => new Promise((done) => setTimeout(done, ms)), line(root.document));
  }
})(typeof window === "undefined" ? globalThis : window);
