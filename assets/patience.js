/* What becomes of a request that was not answered: where a later try may succeed, the page waits, asks again, and says so in words; where it
   cannot, it says once why not, and goes on with everything else. It stands around fetch, so it holds for every page and every callback. Who
   asked listens for "loss-landscape-refused" on the document. */
(function (root) {
  "use strict";

  const TRIES = 12;
  const LONGEST = 15000; // ms between two tries
  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };
  const LATER = [429, 502, 503, 504]; // of these a later try may succeed
  const BUSY = [429, 503];

  /* Why the server did not do what was asked, by its status. */
  const KNOWN = [400, 403, 404, 408, 413, 414, 500];
  const ALIKE = { 401: 403, 407: 403, 410: 404, 431: 414 };

  /* The sentence for a status; own: what our server says itself, where it knows more. */
  function refusal(status, own) {
    if (own && [400, 413, 500].includes(status)) return own;
    const like = ALIKE[status] || status;
    if (KNOWN.includes(like)) return phrase("page.refused_" + like);
    return phrase(status < 500 ? "page.refused_by" : "page.refused_unable", { status: status });
  }

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

  /* What had changed on the page, so that it asked: "id.property" of each. */
  function changed(options) {
    try {
      return JSON.parse(options.body).changedPropIds || [];
    } catch (error) {
      return [];
    }
  }

  /* What our server says of a refusal; nothing where the answer is not ours. */
  function sentence(answer) {
    return Promise.resolve().then(function () { return answer.clone().json(); }).then(function (said) {
      return typeof said.error === "string" ? said.error : "";
    }).catch(function () { return ""; });
  }

  /* fetch that waits. `later(ms)` is a promise; `say(words)` shows what the page waits for, "" takes that away; `refuse({status, words, changed})`
     tells that it gave up, and why; status 0 is no answer at all. */
  function patient(fetch, later, say, refuse) {
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
        const again = failure !== null || LATER.includes(answer.status);
        if (!again || tries >= TRIES) {
          if (counted) waiting -= 1;
          if (counted) told(phrase("page.wait_busy"));
          const off = failure && failure.name === "AbortError";
          if (again && !off) refuse({ status: failure ? 0 : answer.status, words: phrase("page.wait_failed"), changed: changed(options) });
          if (failure) throw failure;
          if (!again && answer.status >= 400) {
            refuse({ status: answer.status, words: refusal(answer.status, await sentence(answer)), changed: changed(options) });
          }
          return answer;
        }
        if (!counted) waiting += 1;
        counted = true;
        say(answer && BUSY.includes(answer.status) ? phrase("page.wait_busy") : phrase("page.wait_away"));
        await later(wait(tries, answer ? answer.headers.get("Retry-After") : null, Math.random()));
      }
    };
  }

  /* A box at the lower edge that screen readers read out: what the page waits for, and what was refused until it is closed. */
  function box(document) {
    const parts = {};
    function make() {
      const element = function (tag, parent) {
        const made = document.createElement(tag);
        parent.append(made);
        return made;
      };
      parts.place = element("div", document.body);
      parts.place.className = "patience";
      const words = element("div", parts.place);
      words.setAttribute("role", "status");
      ["waits", "refused"].forEach(function (kind) { parts[kind] = element("p", words); });
      parts.close = element("button", parts.place);
      parts.close.type = "button";
      parts.close.textContent = phrase("page.close");
      parts.close.addEventListener("click", function () { show("refused", ""); });
    }
    function show(kind, words) {
      if (!parts.place) make();
      if (parts[kind].textContent !== words) parts[kind].textContent = words;
      parts.close.hidden = parts.refused.textContent === "";
      parts.place.hidden = parts.close.hidden && parts.waits.textContent === "";
    }
    return show;
  }

  /* Values of fields that the server would not take. They stay on the screen with the reason, and what it took last goes in their stead. */
  function refusals() {
    const refused = {}; // by field: {value, words}
    let accepted = {};
    return {
      accept: function (values) { accepted = Object.assign({}, accepted, values); },
      add: function (fields, values, words) {
        fields.forEach(function (field) { if (field in values) refused[field] = { field: field, value: values[field], words: words }; });
      },
      /* The values, without what was refused. */
      without: function (values) {
        const out = {};
        Object.keys(values).forEach(function (field) {
          const wrong = refused[field] && refused[field].value === values[field];
          if (!wrong) out[field] = values[field];
          else if (field in accepted) out[field] = accepted[field];
        });
        return out;
      },
      /* The refused values that still stand in their fields. value(field): what does. */
      standing: function (value) {
        return Object.values(refused).filter(function (each) { return value(each.field) === each.value; });
      },
    };
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.patience = { patient: patient, wait: wait, ours: ours, refusal: refusal, refusals: refusals };
  if (root.document && root.fetch) {
    const show = box(root.document);
    const refuse = function (said) {
      show("refused", said.words);
      root.document.dispatchEvent(new CustomEvent("loss-landscape-refused", { detail: said }));
    };
    root.fetch = patient(root.fetch.bind(root), (ms) => new Promise((done) => setTimeout(done, ms)), show.bind(null, "waits"), refuse);
  }
})(typeof window === "undefined" ? globalThis : window);
