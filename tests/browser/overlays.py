"""Whether what a picture claims to draw is seen: each part is taken away by itself, and pixels must change there.

So a part that lies under another is found out, whatever the page says of it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.lab import Lab
from tests.browser.page import Page

_NEAR = 12  # px from a point, or from the line through the points, within which its mark is
_OF_RUNS = {"halo", "path", "dots", "begin", "ball", "stick", "true"}
_TRACES = """const graph = arguments[0], full = graph._fullLayout, size = full._size;
// Where a point of a 3-D picture is seen. WebGL's matrices stand column by column.
const apply = (m, p) => [0, 1, 2, 3].map((row) => p.reduce((sum, value, k) => sum + m[row + 4 * k] * value, 0));
const project = ({ projection, view, model }, scale, point) => {
  const scaled = [...point.map((value, k) => value * scale[k]), 1];
  const [x, y, , w] = apply(projection, apply(view, apply(model, scaled)));
  return [((x / w + 1) / 2) * size.w, ((1 - y / w) / 2) * size.h];
};
return graph._fullData.map(function (trace, index) {
  const flat = trace.type === "scatter";
  const scene = full.scene?._scene;
  const at = function (i) {
    if (flat) {
      const x = full["xaxis" + (trace.xaxis || "x").slice(1)], y = full["yaxis" + (trace.yaxis || "y").slice(1)];
      return [size.l + x.d2p(trace.x[i]), size.t + y.d2p(trace.y[i])];
    }
    const point = [trace.x[i], trace.y[i], trace.z[i]];
    const seen = project(scene.glplot.cameraParams, scene.dataScale, point);
    return [size.l + seen[0], size.t + seen[1]];
  };
  const placed = flat || trace.type === "scatter3d";
  const shown = (p) => p[0] >= size.l && p[0] <= size.l + size.w && p[1] >= size.t && p[1] <= size.t + size.h;
  const points = placed ? Array.from(trace.x ?? [], (_, i) => at(i)).filter(shown) : [];
  const least = placed && trace.mode === "lines" ? 2 : 1; // a line through one point is none
  const there = trace.visible === true && (placed ? points.length >= least : true);
  return { name: trace.name, given: Boolean(graph.data[index].name), type: trace.type, index, points, there };
});"""
_SHOW = """const [graph, update, indices, done] = arguments;
const frames = (left) => (left ? requestAnimationFrame(() => frames(left - 1)) : done());
Plotly.restyle(graph, update, indices).then(() => frames(3), done);"""
_PARTS = """return [...new Set([...arguments[0].querySelectorAll("svg [class]")].flatMap((e) => [...e.classList]))];"""
_STYLE = (
    """arguments[0].querySelectorAll("svg ." + arguments[1]).forEach((e) => { e.style.visibility = arguments[2]; });"""
)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The traces of one name in a picture, and where their points are in pixels of it."""

    name: str
    kind: str
    indices: list[int]
    points: np.ndarray


def shot(page: Page, element: WebElement) -> np.ndarray:
    """The pixels of an element on the screen: (height, width, 3)."""
    box = page.js(
        "const b = arguments[0].getBoundingClientRect(); return [b.x + scrollX, b.y + scrollY, b.width, b.height]",
        element,
    )
    clip = dict(zip(("x", "y", "width", "height"), box, strict=True)) | {"scale": 1}
    taken = page.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")).astype(int)


def settled(page: Page, element: WebElement) -> np.ndarray:
    """The same, once nothing moves in it any more: words fade, and curves are drawn a little later."""
    before = shot(page, element)
    for _ in range(20):
        page.frames(3)
        now = shot(page, element)
        if np.array_equal(before, now):
            break
        before = now
    return before


def changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Where two pictures differ visibly, as (x, y) of each pixel."""
    y, x = np.nonzero(np.abs(before - after).max(axis=-1) > 16)
    return np.stack([x, y], axis=-1)


def parts(page: Page, graph: WebElement) -> list[Part]:
    """What a picture draws. Each trace has a name of our own."""
    found: dict[str, list[dict[str, Any]]] = {}
    for trace in page.js(_TRACES, graph):
        assert trace["given"], f"a trace without a name: {trace['type']}, number {trace['index']}"
        if trace["there"]:
            found.setdefault(trace["name"], []).append(trace)
    return [
        Part(
            name,
            each[0]["type"],
            [t["index"] for t in each],
            np.array([p for t in each for p in t["points"]]).reshape(-1, 2),
        )
        for name, each in found.items()
    ]


@contextmanager
def without(page: Page, graph: WebElement, indices: list[int], update: dict[str, Any] | None = None) -> Iterator[None]:
    """A picture without some traces, or changed otherwise for a moment."""
    away = update or {"visible": False}
    before = {
        name: [page.js(f"return arguments[0].data[arguments[1]].{name} ?? null", graph, i) for i in indices]
        for name in away
    }
    page.driver.execute_async_script(_SHOW, graph, away, indices)
    yield
    page.driver.execute_async_script(_SHOW, graph, before if update else {"visible": True}, indices)


def seen_in(page: Page, graph: WebElement, *, large: Iterable[str] = (), only: Iterable[str] = ()) -> set[str]:
    """The names of all parts of a picture (or of ``only`` some); each was found on the screen, where its points are.

    Those that are ``large`` cover a good part of the picture.
    """
    page.js("arguments[0].scrollIntoView({ block: 'center' })", graph)
    whole = settled(page, graph)
    found = [part for part in parts(page, graph) if not only or part.name in only]
    for part in found:
        with without(page, graph, part.indices):
            pixels = changed(whole, shot(page, graph))
        if len(pixels) < 8 and part.name.split()[0] in _OF_RUNS:
            # Of a short walk the ball hides the rest, and of two walks the upper hides where both begin.
            pixels = _under(page, graph, part, [each for each in found if each.name.split()[0] in _OF_RUNS])
        where = f"{part.name} ({part.kind})"
        assert len(pixels) >= 8, f"{where} is drawn, and not to be seen"
        if part.name in large:
            share = len(np.unique(pixels, axis=0)) / (whole.shape[0] * whole.shape[1])
            assert share > 0.15, f"{where} covers {share:.0%} of the picture"
        if not len(part.points):
            continue
        places = np.unique(np.round(part.points), axis=0)  # of a walk that rests many are one
        apart = np.hypot(*(places[:, None] - pixels[None]).transpose(2, 0, 1)).min(axis=1)
        # One may lie under another, as the beginnings of all runs do; in 3-D much may be behind a hill.
        least = 0.5 if part.kind == "scatter" else 0.15
        assert (apart <= _NEAR).mean() >= least, f"{where} is not where its points are"
    assert (settled(page, graph) == whole).mean() > 0.999, "the picture is as it was"
    return {part.name for part in found}


def _under(page: Page, graph: WebElement, part: Part, of_runs: list[Part]) -> np.ndarray:
    """What changes with a part of a run's drawing when the other parts are away."""
    others = [index for each in of_runs for index in each.indices if each is not part]
    with without(page, graph, others):
        bare = shot(page, graph)
        with without(page, graph, part.indices):
            return changed(bare, shot(page, graph))


def seen_in_svg(page: Page, holder: WebElement) -> set[str]:
    """The classes of all parts of a drawing of our own; each was found on the screen."""
    page.js("arguments[0].scrollIntoView({ block: 'center' })", holder)
    names = set(page.js(_PARTS, holder))
    for name in sorted(names):
        # A frame lies on the outermost lines of its grid.
        beside = "grid" if name == "frame" else ""
        if beside:
            page.js(_STYLE, holder, beside, "hidden")
        before = shot(page, holder)
        page.js(_STYLE, holder, name, "hidden")
        pixels = changed(before, shot(page, holder))
        for each in (name, beside):
            page.js(_STYLE, holder, each or name, "")
        assert len(pixels) >= 4, f"{name} is drawn, and not to be seen"
    return names


# What the lab's painter draws: each thing by its name, with the weights where it is, and the picture without it.
_LIES = """const { pictures, player, state } = LossLandscape.lab, stage = pictures();
const paths = player.paths.map(player.seen), styles = state.figures.styles.slice(0, paths.length);
const guess = LossLandscape.near.pair(document.querySelector("#input-lesson_given")?.value ?? "");
const path = paths[Math.min(state.run.chosen, paths.length) - 1], row = Math.min(player.step, (path?.rows ?? 0) - 1);
const shown = path && state.run.arrows === "step";
const moves = shown ? LossLandscape.arrows.data(path, row, state.figures.window).sets : [];
const arrows = moves.flatMap(({ x, y }, k) => x.length < 2 ? [] :
  [{ name: LossLandscape.arrows.NAMES[k], from: [x[0], y[0]], to: [x[1], y[1]] }]);
const [[a, b], [c, d]] = state.figures.window, inside = ([x, y]) => x >= a && x <= b && y >= c && y <= d;
const steps = (each) => Array.from({ length: Math.min(player.step + 1, each.rows) },
  (_, t) => [each.weights[2 * t], each.weights[2 * t + 1]]).filter(inside);
const lies = {};
for (const { mark, weights } of state.figures.marks)
  lies[mark] = { places: [...(lies[mark]?.places ?? []), weights],
    away: () => stage.set({ marks: state.figures.marks.filter((each) => each.mark !== mark) }) };
paths.forEach((each, k) => { if (steps(each).length) lies["run " + (k + 1)] = { places: steps(each),
  away: () => stage.runs(paths.filter((_, i) => i !== k), styles.filter((_, i) => i !== k)) }; });
lies.start = { places: [state.run.start], away: () => stage.set({ start: null }) };
for (const { name, to } of arrows)
  lies[name] = { places: [to].filter(inside),
    away: () => stage.set({ arrows: arrows.filter((each) => each.name !== name) }) };
if (guess) lies.guess = { places: [guess], away: () => stage.set({ guess: null }) };
if (state.figures.line) lies.line = { places: [], away: () => stage.set({ valley: [] }) };
const back = () => { stage.set({ marks: state.figures.marks, start: state.run.start, arrows, guess,
  valley: state.figures.line ? [state.figures.line] : [] }); stage.runs(paths, styles); };
"""


def seen_above(lab: Lab, panel: str) -> set[str]:
    """The names of all that the painter draws above the "surface" or the "contour"; each was found at its place."""
    element = lab.driver.find_element(By.CSS_SELECTOR, f'[data-panel="{panel}"]')
    lab.js("arguments[0].scrollIntoView({ block: 'nearest' })", element)
    where = "map" if panel == "contour" else "land"
    named = lab.js(
        _LIES
        + """return Object.entries(lies).map(([name, { places }]) =>
        [name, places.map((place) => stage.pixel(arguments[0], place))])""",
        where,
    )
    lab.js(_LIES + "back()")
    whole = settled(lab, element)
    for name, places in named:
        lab.js(_LIES + "lies[arguments[0]].away()", name)
        lab.frames()
        pixels = changed(whole, shot(lab, element))
        lab.js(_LIES + "back()")
        lab.frames()
        assert len(pixels) >= 8, f"{name} is drawn on the {where}, and not to be seen"
        if not places:
            continue
        at = np.unique(np.round(np.array(places)), axis=0)
        apart = np.hypot(*(at[:, None] - pixels[None]).transpose(2, 0, 1)).min(axis=1)
        # One may lie under another, and on the land, smaller, behind a hill.
        assert (apart <= _NEAR).mean() >= (0.5 if where == "map" else 0.3), (
            f"{name} is not where it should be ({where})"
        )
    assert (settled(lab, element) == whole).mean() > 0.999, "the picture is as it was"
    return {name for name, _ in named}


def ground_of_the_land(lab: Lab) -> float:
    """The share of its panel that the land itself covers: what changes without it."""
    element = lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="surface"]')
    plot = "document.querySelector('[data-panel=surface] .js-plotly-plot').style.visibility = arguments[0]"
    whole = shot(lab, element)
    lab.js(plot, "hidden")
    lab.frames()
    pixels = changed(whole, shot(lab, element))
    lab.js(plot, "")
    return len(pixels) / (whole.shape[0] * whole.shape[1])


def seen_on_curve(lab: Lab, panel: str) -> set[str]:
    """The names of the runs above the axes of the "curve" or the "rate"; each line and ball was found there."""
    graph = lab.driver.find_element(By.CSS_SELECTOR, f"#graph-{panel} .js-plotly-plot")
    lab.js("arguments[0].scrollIntoView({ block: 'center' })", graph)
    runs = lab.js(
        """const { _fullLayout: full } = arguments[0], { xaxis, yaxis, _size: size } = full;
        return LossLandscape.lab.painted[arguments[1]].runs.map(({ values, rows, until, ball }) => {
          const here = Math.min(ball, rows - 1), steps = values.slice(0, Math.min(until + 1, rows));
          const at = (value, t) => [size.l + xaxis.d2p(t), size.t + yaxis.d2p(value), Number(t === here)];
          return Array.from(steps, at);
        });""",
        graph,
        panel,
    )
    canvas = "arguments[0].querySelector('canvas.curves').style.visibility = arguments[1]"
    whole = settled(lab, graph)
    lab.js(canvas, graph, "hidden")
    lab.frames()
    pixels = changed(whole, shot(lab, graph))
    lab.js(canvas, graph, "")
    lab.frames()
    for points in map(np.array, runs):
        apart = np.hypot(*(points[:, None, :2] - pixels[None]).transpose(2, 0, 1))
        assert (apart.min(axis=1) <= 4).mean() > 0.9, f"the line of a run is not where its numbers are ({panel})"
        assert (apart[points[:, 2] == 1] <= 5).sum() > 40, f"the ball of a run is not where its number is ({panel})"
    assert (settled(lab, graph) == whole).mean() > 0.999, "the picture is as it was"
    return {f"run {k + 1}" for k in range(len(runs))}
