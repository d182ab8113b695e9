/* How this page stands in another: what of it is locked, and what of its frame goes along in every address and link. */
(function (root) {
  "use strict";

  const document = root.document;
  // The parameters of the frame; see app/link/frame.py.
  const OWN = ["embed", "panels", "hide", "lock", "projector", "locale"];

  function page() {
    return document && document.querySelector("[data-frame]");
  }

  /* The frame as part of a query, without "?"; empty where the page stands alone and whole. */
  function query() {
    const at = page();
    const large = document && document.querySelector(".projector") ? ["projector=1"] : [];
    return [at ? without(at.dataset.frame, ["projector"]) : ""].concat(large).filter(Boolean).join("&");
  }

  function locks(name) {
    const at = page();
    return Boolean(at) && at.dataset.locked.split(" ").indexOf(name) >= 0;
  }

  /* The same query with nothing in it but what an address may hold by RFC 3986: a browser leaves | and others as somebody typed them, and a
     bare | ends a link in many a program. */
  function encoded(query) {
    return query.replace(/%(?![0-9A-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@/?%]/gu, function (letter) {
      try {
        return encodeURIComponent(letter);
      } catch (error) {
        return "%EF%BF%BD"; // half a letter: as a browser sends it
      }
    });
  }

  /* A query without some of its parts; the rest stays letter by letter as it is. */
  function without(search, names) {
    const kept = encoded(search).replace(/^\?/, "").split("&").filter(function (part) {
      return part && names.indexOf(nameOf(part)) < 0;
    });
    return kept.join("&");
  }

  function nameOf(part) {
    const name = part.split("=")[0];
    try {
      return decodeURIComponent(name);
    } catch (error) {
      return name; // no letters in any code that we know
    }
  }

  /* Two parts of a query behind one "?". */
  function joined(one, two) {
    const both = [encoded(one).replace(/^\?/, ""), two].filter(Boolean).join("&");
    return both ? "?" + both : "";
  }

  /* A link to another page of ours takes frame and theme along: nothing is stored that would remember them. */
  function carried(href, base, frame, theme) {
    const url = new root.URL(href, base);
    if (url.origin !== new root.URL(base).origin) return href;
    url.search = encoded(url.search);
    if (frame && url.search.indexOf("embed=") < 0) url.search = joined(without(url.search, OWN), frame);
    if (theme !== "auto" && !/[?&]theme=/.test(url.search)) url.search = joined(url.search, "theme=" + theme);
    return url.href;
  }

  /* Whether a link of a page leads to another scene: not one to a place on it, to a file, or to the whole page where that was asked for; and not
     one from step to step of a lesson, unless everything is locked: a class whose camera is locked goes on all the same. */
  function leadsOut(link, all) {
    const to = link.getAttribute("href");
    if (/^(#|data:|blob:)/.test(to) || link.hasAttribute("download") || link.hasAttribute("data-whole")) return false;
    return all || !/[?&]lesson=/.test(to);
  }

  /* Where anything is locked such links are plain words, also those that come later, as on to the next step. */
  function shut() {
    const page = document.querySelector(".shut");
    if (!page) return;
    const all = /\block=all\b/.test(page.dataset.frame);
    page.querySelectorAll("a[href]").forEach(function (link) {
      if (leadsOut(link, all)) link.removeAttribute("href");
    });
  }

  function carry(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.hasAttribute("download") || /^#/.test(link.getAttribute("href"))) return;
    const ll = root.LossLandscape;
    const whole = link.hasAttribute("data-whole");
    if (whole) link.href = "?" + without(ll.address.shown(), OWN);
    link.href = carried(link.href, root.location.href, whole ? "" : query(), ll.theme.chosen);
  }
  // What is locked stands in the address for good: elsewhere nothing is watched.
  if (document && /[?&]lock=/.test(root.location.search)) new root.MutationObserver(shut).observe(document, { subtree: true, childList: true, attributeFilter: ["href", "class"] });
  if (document) ["click", "auxclick", "contextmenu"].forEach(function (type) { document.addEventListener(type, carry, true); });

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.frame = { OWN: OWN, query: query, locks: locks, encoded: encoded, without: without, joined: joined, carried: carried, leadsOut: leadsOut };
})(typeof window === "undefined" ? globalThis : window);
