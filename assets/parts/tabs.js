/* Tabs: one panel at a time. Arrow keys, Home and End go from tab to tab, as the ARIA Authoring Practices describe. */

/** Which tab a key leads to, from the one at `index` of `count`; -1 where the key is no key of tabs.
 * @param {string} key
 * @param {number} index
 * @param {number} count
 */
export function led(key, index, count) {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index + count - 1) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return -1;
}

/** Shows the panel of a tab and hides those of its neighbours.
 * @param {HTMLElement} tab
 */
export function select(tab) {
  const list = /** @type {HTMLElement} */ (tab.closest('[role="tablist"]'));
  for (const each of list.querySelectorAll('[role="tab"]')) {
    const on = each === tab;
    each.setAttribute("aria-selected", String(on));
    each.setAttribute("tabindex", on ? "0" : "-1");
    const panel = document.getElementById(each.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !on;
  }
}

document.addEventListener("click", (event) => {
  const tab = event.target instanceof Element && event.target.closest('[role="tab"]');
  if (tab instanceof HTMLElement) select(tab);
});

document.addEventListener("keydown", (event) => {
  const tab = event.target;
  if (!(tab instanceof HTMLElement) || tab.getAttribute("role") !== "tab") return;
  const list = /** @type {HTMLElement} */ (tab.closest('[role="tablist"]'));
  const tabs = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[role="tab"]:not(.away)'))];
  const next = led(event.key, tabs.indexOf(tab), tabs.length);
  if (next < 0) return;
  event.preventDefault();
  select(tabs[next]);
  tabs[next].focus();
});
