"""A page as its frame wants it: parts taken out of sight, controls locked, a way to the whole page."""

from __future__ import annotations

from typing import Any

from dash import html

from app.kit.ids import Id, NetworkId, control, lesson_control, network_control
from app.kit.panel import notice
from app.link.frame import WHOLE, Frame

AWAY = "away"
# What belongs to a control beside its component, by attribute.
_BUTTONS = {
    "start": {"start-left", "start-right", "start-down", "start-up"},
    "random": {"random"},
    "learning_rate": {"onward"},
    "problem": {"copy-data"},
    "data": {"tool"},
    "camera": {"turn-left", "turn-right", "tilt-up", "tilt-down", "from-above", "camera-reset"},
}
_IDS: dict[str, dict[str, tuple[str, ...]]] = {
    "/hike": {"seed": (Id.HIKE_SEED, Id.HIKE_GO, Id.HIKE_NEXT)},
    "/networks": {"preset": (NetworkId.PRESET,)},
    "/practice": {"seed": (Id.PRACTICE_SEED, Id.NEW_SEED)},
}
# The areas of the pages with a stage, and the parts that stand in each: an area without any of its parts goes too.
_AREAS = {
    "/": {
        "rail": ("lesson", "controls"),
        "stage": ("surface", "contour", "curve", "player", "outcome"),
        "side": ("contour", "curve"),
        "dock": ("player", "outcome"),
        "closer": ("model", "why", "ranking", "rate", "basins", "take"),
    },
    "/networks": {
        "rail": ("controls",),
        "stage": ("surface", "contour", "line", "progress", "player", "outcome"),
        "side": ("contour", "progress"),
        "dock": ("player", "outcome"),
        "closer": ("regions", "honest", "way", "several", "count", "take"),
    },
}


def framed(page: html.Div, frame: Frame, complaints: tuple[str, ...] = ()) -> html.Div:
    """The page, changed in place.

    Args:
        page: a whole page, or what comes into one later.
        frame: what is shown of it.
        complaints: sentences about what of the frame could not be used.
    """
    if complaints:
        page.children = [html.Div(notice(complaints), role="status"), *page.children]
    if frame == Frame(frame.path):
        return page
    if frame.embed:
        page.children = [*page.children, _way_out()]
    for each in [page, *page._traverse()]:
        _show(each, frame)
    hidden, locked = _ids(frame.hidden, frame.path), _ids(frame.locked, frame.path)
    _wrap(page, hidden, lambda part: html.Div(part, className=AWAY))
    _wrap(page, locked - hidden, lambda part: html.Fieldset(part, disabled=True, className="locked"))
    # Where anything is locked no link leads to another scene: see assets/frame.js.
    marks = [
        name
        for name, on in (("embedded", frame.embed), ("projector", frame.projector), ("shut", bool(frame.locked)))
        if on
    ]
    page.className = " ".join([getattr(page, "className", None) or "", *marks]).strip()
    setattr(page, "data-frame", frame.link)
    setattr(page, "data-locked", " ".join(sorted(frame.locked)))
    return page


def _show(each: Any, frame: Frame) -> None:
    """One component: out of sight, or not to be pressed, or in its place."""
    away = frame.away
    if frame.projector and getattr(each, "data-present", None) is not None:
        setattr(each, "aria-pressed", "true")
    if getattr(each, "data-part", None) in away:
        each.className = f"{getattr(each, 'className', None) or ''} {AWAY}".strip()
    action = getattr(each, "data-action", None)
    if any(action in _BUTTONS.get(name, ()) for name in frame.locked):
        each.disabled = True
    if any(action in _BUTTONS.get(name, ()) for name in frame.hidden):
        each.className = f"{getattr(each, 'className', None) or ''} {AWAY}".strip()
    if frame.path in _AREAS and away:
        _on_a_stage(each, away, _AREAS[frame.path])


def _on_a_stage(each: Any, away: frozenset[str], areas: dict[str, tuple[str, ...]]) -> None:
    kind, rail = getattr(each, "data-grid", None), {"lesson", "controls"}
    if kind == "lab":
        missing = [f"no-{area}" for area, parts in areas.items() if away.issuperset(parts)]
        # Without the land the map takes its place.
        alone = ["no-land"] if "surface" in away else []
        each.className = " ".join([each.className, *missing, *alone])
    elif (kind in areas and away.issuperset(areas[kind])) or (kind == "switch" and away & rail):
        each.className = f"{each.className} {AWAY}"
    _one_tab(each, away, areas["closer"])
    part = getattr(each, "data-rail-part", None)
    if part and len(away & rail) == 1:
        each.hidden = part in away


def _one_tab(each: Any, away: frozenset[str], tabs: tuple[str, ...]) -> None:
    """Of the tabs that are left the first is chosen, and its panel open."""
    chosen = next((name for name in tabs if name not in away), None)
    tab = getattr(each, "data-tab", None)
    if tab:
        setattr(each, "aria-selected", str(tab == chosen).lower())
        each.tabIndex = "0" if tab == chosen else "-1"
        if tab in away:
            each.className = f"{getattr(each, 'className', None) or ''} {AWAY}".strip()
    elif getattr(each, "role", None) == "tabpanel":
        each.hidden = each.id != f"closer-{chosen}"


def _ids(names: frozenset[str], path: str) -> frozenset[str]:
    """The ids of controls."""
    own = _IDS.get(path, {})
    found = {one for name in names for one in own.get(name, ())}
    for name in names - set(own):
        found.add(lesson_control(name))
        if path == "/networks":
            found.add(network_control(name))
        elif path == "/" and name in {each.value.removeprefix("input-") for each in Id}:
            found.add(control(name))
    return frozenset(found)


def _wrap(parent: Any, ids: frozenset[str], wrapper: Any) -> None:
    children = getattr(parent, "children", None)
    if not ids or children is None:
        return
    listed = children if isinstance(children, (list, tuple)) else [children]
    made = []
    for child in listed:
        _wrap(child, ids, wrapper)
        made.append(wrapper(child) if getattr(child, "id", None) in ids else child)
    parent.children = made if isinstance(children, (list, tuple)) else made[0]


def _way_out() -> html.Nav:
    """From a page inside another to the same scene in a tab of its own; the page's script fills in the address."""
    link = html.A(
        "Open this scene in a tab of its own", href="./", target="_blank", rel="noopener", **{"data-whole": ""}
    )
    words = {"aria-label": "The whole page", "data-part": WHOLE}
    return html.Nav(["Loss Landscape · ", link], className="way-out", **words)
