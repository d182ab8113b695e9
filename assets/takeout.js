/* Taking something along where the page may not hand it over: a frame of a course page may forbid downloads, the clipboard, printing and new
   tabs, and mostly says nothing when it refuses. So what was asked for is then shown in the page, to be taken by hand. */
(function (root) {
  "use strict";

  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };
  const ROWS = 8; // of a text to copy, at most

  /* Whether the page stands in a frame: then nobody can tell whether a download was let through. */
  function framed() {
    return root.self !== root.top;
  }

  /* Whether the page's policy lets it ask for the clipboard; asking in vain would only fill the console. */
  function mayCopy() {
    const policy = root.document.permissionsPolicy || root.document.featurePolicy;
    const known = policy && policy.features().indexOf("clipboard-write") >= 0;
    return Boolean(root.navigator.clipboard && root.isSecureContext && (!known || policy.allowsFeature("clipboard-write")));
  }

  function make(tag, attributes) {
    const element = root.document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === "text") element.textContent = attributes.text;
      else element.setAttribute(name, attributes[name]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) { element.append(child); });
    return element;
  }

  /* ---- what is shown instead ---- */

  /* Put a box into a place: its label, a sentence, what there is to take, and a button that closes it. Gives the box back. */
  function box(place, label, sentence, content) {
    const before = root.document.activeElement;
    const close = make("button", { type: "button", text: phrase("page.close") });
    const id = "takeout-" + label.replace(/\W+/g, "-").toLowerCase();
    const made = make("div", { class: "takeout", role: "group", "aria-label": label },
      make("p", { id: id, text: sentence }), content, make("div", { class: "row-of-buttons" }, close));
    content.setAttribute("aria-describedby", id);
    const end = function () {
      made.remove();
      if (before && before.isConnected) before.focus({ preventScroll: true });
    };
    close.addEventListener("click", end);
    made.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end();
    });
    place.replaceChildren(made);
    return made;
  }

  /* A text to copy by hand: selected already, and focused. Gives its box. */
  function text(place, label, sentence, words) {
    const rows = Math.min(ROWS, words.split("\n").length + (words.length > 60 ? 1 : 0));
    const area = make("textarea", { readonly: "", rows: rows, spellcheck: "false", "aria-label": label });
    area.value = words;
    const made = box(place, label, sentence, area);
    area.focus();
    area.select();
    return made;
  }

  /* A picture to save by hand. url: a data: address, which a page's policy allows. */
  function picture(place, label, sentence, url) {
    const image = make("img", { src: url, alt: label });
    const made = box(place, label, sentence, image);
    const close = made.querySelector("button");
    close.focus({ preventScroll: true });
    made.scrollIntoView({ block: "nearest" });
  }

  /* ---- the acts themselves ---- */

  /* Copy a text. Gives a promise of "yes", of "perhaps" (the browser says so, but in some frames it says so in vain), or of "no". */
  function copied(words) {
    if (mayCopy()) return root.navigator.clipboard.writeText(words).then(function () { return "yes"; }, function () { return byCommand(words); });
    return Promise.resolve(byCommand(words));
  }

  function byCommand(words) {
    const before = root.document.activeElement;
    const field = make("textarea", { readonly: "", class: "unseen", "aria-hidden": "true", tabindex: "-1" });
    field.value = words;
    root.document.body.append(field);
    field.select();
    let worked = false;
    try {
      worked = root.document.execCommand("copy");
    } catch (error) {
      worked = false;
    }
    field.remove();
    if (before && before.focus) before.focus({ preventScroll: true });
    return worked ? "perhaps" : "no";
  }

  /* Copy a text, and say so; where that is not sure, show it in the place. what: {label, text, done}. */
  function copy(place, say, what) {
    return copied(what.text).then(function (how) {
      if (how === "yes" || (how === "perhaps" && !framed())) {
        place.replaceChildren();
        say(what.done);
        return;
      }
      say(how === "perhaps" ? phrase("page.copied_perhaps", { done: what.done }) : phrase("page.not_copied"));
      text(place, what.label, phrase("page.by_hand"), what.text);
    });
  }

  /* Save a file; in a frame, where that may be refused without a word, show what is in it as well. what: {label, name, content: text or a data:
     address, kind}; place is null where the content stands in the page anyway. */
  function save(place, say, what) {
    const whole = what.content.indexOf("data:") === 0;
    const url = whole ? what.content : root.URL.createObjectURL(new root.Blob([what.content], { type: what.kind }));
    const anchor = make("a", { href: url, download: what.name });
    root.document.body.append(anchor);
    anchor.click();
    anchor.remove();
    if (!whole) root.setTimeout(function () { root.URL.revokeObjectURL(url); }, 10000);
    if (!framed()) {
      say(phrase("page.saved", { name: what.name }));
      return;
    }
    say(phrase(place ? "page.saved_perhaps" : "page.saved_perhaps_below", { name: what.name }));
    if (!place) return;
    if (whole) picture(place, what.label, phrase("page.picture_by_hand"), url);
    else text(place, what.label, phrase("page.by_hand"), what.content);
  }

  /* Print. Gives false where a frame was refused it: then it has not even begun. */
  function printed() {
    let begun = false;
    const begin = function () { begun = true; };
    root.addEventListener("beforeprint", begin);
    try {
      root.print();
    } catch (error) {
      begun = false;
    }
    root.removeEventListener("beforeprint", begin);
    return begun || !framed();
  }

  /* Open an address in a new tab. Gives false where the browser refused. */
  function opened(address) {
    let tab = null;
    try {
      tab = root.open(address, "_blank");
    } catch (error) {
      return false;
    }
    if (tab) tab.opener = null;
    return Boolean(tab);
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.takeout = { framed: framed, copied: copied, copy: copy, save: save, text: text, printed: printed, opened: opened, make: make };
})(typeof window === "undefined" ? globalThis : window);
