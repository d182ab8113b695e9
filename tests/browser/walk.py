"""A walk over a page by the Tab key alone, to its end and back: what it misses, and what is wrong where it stops.

axe sees the document, not the way through it: it misses what no key reaches, what holds the focus, and what is covered.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from selenium.webdriver.remote.webdriver import WebDriver

_SHIFT = 8
ROW = 40  # px

# What a page offers to hands, and how each of it looks without the focus.
_COLLECT = r"""
const INTERACTIVE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]' +
  ", [role=button], [role=link]";
const within = arguments[0] ? document.querySelector(arguments[0]) : document;
const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
const look = (element) => [element, element.parentElement, element.nextElementSibling].map(function (each) {
  if (!each) return "";
  const style = getComputedStyle(each);
  const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = style;
  return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join(" ");
}).join(" | ");
const told = (element) => (element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + " “" +
  (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().slice(0, 40) + "”");
const all = [...within.querySelectorAll(INTERACTIVE)].filter((each) => shown(each) && !each.matches(":disabled"));
// Whatever shows a hand to the mouse takes a press: the outermost of each.
const hand = (element) => getComputedStyle(element).cursor === "pointer";
const pressed = [...within.querySelectorAll("*")].filter((each) => shown(each) && hand(each) &&
  !hand(each.parentElement) && !each.closest(INTERACTIVE + ", label, :disabled"));
const stops = [...new Set(all.concat(pressed))];
window.walk = {
  stops, look, told,
  looks: new Map(stops.map((each) => [each, look(each)])),
};
document.activeElement?.blur();
const start = within === document ? document.body : within;
start.tabIndex = -1;
start.focus({ preventScroll: true });
start.removeAttribute("tabindex");
scrollTo(0, 0);
// One of a group of radios, or of a list of tabs, stands for all: arrow keys go on from there.
const lists = [...within.querySelectorAll("[role=tablist]")];
const groups = stops.map((each) => each.type === "radio" && each.name ? "radio " + each.name
  : each.getAttribute("role") === "tab" ? "tabs " + lists.indexOf(each.closest("[role=tablist]")) : null);
return { names: stops.map(told), groups };
"""

# Where the focus is, and what is wrong with that.
_STOP = r"""
const { stops, look, told, looks } = window.walk;
const at = document.activeElement;
if (!at || at === document.body || at === document.documentElement) return null;
const wrong = [];
const label = at.closest("label") || (at.labels && at.labels[0]);
const small = at.getBoundingClientRect();
// An input that is out of sight is shown by its label.
const face = small.width < 4 && label ? label : at;
const box = face.getClientRects()[0] || face.getBoundingClientRect();
const across = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
const middle = [across, box.top + Math.min(box.height, innerHeight) / 2];
if (looks.has(at) && look(at) === looks.get(at)) wrong.push("shows no sign of the focus");
if (middle[1] < 0 || middle[1] >= innerHeight) wrong.push("is out of sight while it has the focus");
else {
  const top = document.elementFromPoint(...middle);
  const own = top && (face.contains(top) || top.contains(face) || (label && label.contains(top)));
  if (!own) wrong.push("is covered by " + (top ? told(top) : "nothing"));
}
const inline = at.tagName === "A" && getComputedStyle(at).display === "inline";
// A label is pressed for what it labels.
const also = label && ["radio", "checkbox"].includes(at.type) ? label.getBoundingClientRect() : box;
const size = [["left", "right"], ["top", "bottom"]].map(([low, high]) =>
  Math.max(box[high], also[high]) - Math.min(box[low], also[low]));
if (!inline && Math.min(...size) < 23.9) wrong.push("is a target of " + size.map(Math.round).join(" × "));
let down = scrollY; // with what is scrolled inside the page; what is stuck to the screen does not scroll
for (let each = at.parentElement; each !== document.documentElement; each = each.parentElement) {
  down += each.scrollTop;
  if (["fixed", "sticky"].includes(getComputedStyle(each).position)) down -= scrollY;
}
const container = at.closest("section, header, nav, fieldset, form, dialog, main");
return {
  index: stops.indexOf(at), name: told(at), wrong,
  container: container ? [...document.querySelectorAll("*")].indexOf(container) : -1,
  box: [small.left, small.top + down, small.right, small.bottom + down],
};
"""


@dataclass
class Walk:
    """What a walk found: the names of its stops in their order, and sentences on what is wrong."""

    stops: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def walk(driver: WebDriver, within: str | None = None) -> Walk:
    """Press Tab from the top of the page (or of the part that a CSS selector names) to the end, and Shift+Tab back."""
    offered = driver.execute_script(_COLLECT, within)
    names, groups = offered["names"], offered["groups"]
    found = Walk()
    there = _one_way(driver, 0, len(names), found)
    back = _one_way(driver, _SHIFT, len(names), found)
    found.stops = [stop["name"] for stop in there]
    found.wrong += [f"{stop['name']} {what}" for stop in there for what in stop["wrong"]]
    # Backwards only what the sight is about: it scrolls from the other side.
    found.wrong += [f"{stop['name']} {what}, going back" for stop in back for what in stop["wrong"] if "cover" in what]
    for way, stops in (("", there), (", going back", back)):
        reached = {stop["index"] for stop in stops}
        reached_groups = {groups[index] for index in reached if index >= 0} - {None}
        for index, name in enumerate(names):
            if index not in reached and groups[index] not in reached_groups:
                found.wrong.append(f"{name} is not reached{way}")
    found.wrong += _order(there)
    return found


def _one_way(driver: WebDriver, modifiers: int, number: int, found: Walk) -> list[dict[str, Any]]:
    """The stops until the focus leaves the page, or comes round to where it began."""
    stops: list[dict[str, Any]] = []
    for _ in range(2 * number + 20):
        for kind in ("rawKeyDown", "keyUp"):
            key = {"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": modifiers}
            driver.execute_cdp_cmd("Input.dispatchKeyEvent", key)
        stop = driver.execute_script(_STOP)
        if stop is None:
            if stops:
                return stops
            continue  # from the end of the page back into it takes a press of its own
        if stops and stop["index"] == stops[-1]["index"] and stop["name"] == stops[-1]["name"]:
            found.wrong.append(f"{stop['name']} holds the focus")
            return stops
        if stops and stop["index"] == stops[0]["index"]:
            return stops
        stops.append(stop)
    found.wrong.append("the walk does not end")
    return stops


def _order(stops: list[dict[str, Any]]) -> list[str]:
    """Within one part of the page the focus goes down and along, never to what stands a row above in its column."""
    wrong = []
    for before, after in itertools.pairwise(stops):
        (left, top, right, _), (left2, _, right2, bottom2) = before["box"], after["box"]
        if before["container"] == after["container"] and bottom2 <= top - ROW and left2 < right and left < right2:
            wrong.append(f"{after['name']} comes after {before['name']}, which stands below it")
    return wrong


def assert_walkable(driver: WebDriver, state: str, within: str | None = None) -> Walk:
    """Nothing is wrong with a walk over the page as it is now."""
    found = walk(driver, within)
    assert found.stops, f"{state}: the walk stops nowhere"
    assert not found.wrong, f"{state}, by the Tab key:\n  " + "\n  ".join(found.wrong)
    return found


def unfold(driver: WebDriver) -> None:
    """Open everything that can be opened, so that all of it is walked over."""
    driver.execute_script("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
