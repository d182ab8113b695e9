"""The figures show what was computed, and mark what was found."""

from __future__ import annotations

import re

import numpy as np
import plotly.graph_objects as go
import pytest

import losscore as ls
from app.figures.contour import contour
from app.figures.curve import curve
from app.figures.marks import LOCAL, SADDLE, STAR, told
from app.figures.model_view import model_view, places
from app.figures.pictures import pictures
from app.figures.ramp import ramp
from app.figures.surface import ASPECT, eye
from app.figures.terrain import Terrain, View
from app.figures.words import in_words
from app.kit.theme import PALETTES, Mode
from app.runs.scene import COLOURS
from app.settings import ASSETS

NAMES = ("w1", "w2")


def made(name: str, mode: Mode = "light", view: View | None = None) -> tuple[ls.Problem, ls.Landscape, go.Figure]:
    problem = ls.PROBLEMS[name]
    grid = ls.landscape(problem.objective, problem.window, 41)
    points, terrain = problem.critical_points, Terrain(grid, view or View())
    flat = contour(terrain, points, NAMES, mode, problem.objective.gradient)
    return problem, grid, flat


def named(figure: go.Figure, name: str) -> list[go.Trace]:
    return [trace for trace in figure.data if trace.name == name]


@pytest.mark.parametrize("name", ["trap", "bowl"])
def test_the_contour_shows_the_grid(name: str) -> None:
    _, grid, flat = made(name)
    (ground,) = named(flat, "loss")
    assert np.allclose(ground.z, grid.loss, atol=1e-5)
    assert np.allclose(ground.x, grid.w1, atol=1e-6)


@pytest.mark.parametrize(("name", "stars", "locals_", "saddles"), [("trap", 1, 2, 7), ("bowl", 1, 0, 0)])
def test_every_kind_of_point_has_its_mark(name: str, stars: int, locals_: int, saddles: int) -> None:
    problem, _, flat = made(name)
    for mark, count in ((STAR, stars), (LOCAL, locals_), (SADDLE, saddles)):
        assert len(named(flat, mark)[0].x) == count
    best = ls.lowest(problem.critical_points)[0].weights
    assert (named(flat, STAR)[0].x[0], named(flat, STAR)[0].y[0]) == tuple(best)


def test_two_lowest_points_get_two_stars() -> None:
    """A made pair of equal minima: whatever ties is a star."""
    point = ls.PROBLEMS["bowl"].critical_points[0]
    twin = ls.CriticalPoint(point.weights + 1, point.loss, point.kind, point.eigenvalues)
    _, grid, _ = made("bowl")
    flat = contour(Terrain(grid, View()), (point, twin), NAMES, "light", ls.PROBLEMS["bowl"].objective.gradient)
    assert len(named(flat, STAR)[0].x) == 2
    assert [mark["what"] for mark in told((point, twin))] == [
        "One of 2 lowest valleys: they tie, so there is a star on each."
    ] * 2


@pytest.mark.parametrize("height", ["linear", "log"])
@pytest.mark.parametrize(("low", "high"), [(0.1409, 3.01), (0.515, 4.29), (1e-6, 1e-3), (1.0, 2e4)])
def test_level_lines_stand_at_round_heights(low: float, high: float, height: str) -> None:
    grid = ls.Landscape(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.array([[low, high], [high, low]]))
    terrain = Terrain(grid, View(height=height))
    lines = terrain.levels()
    number = (lines["end"] - lines["start"]) / lines["size"]
    assert 5 <= number <= 25
    assert terrain.low <= lines["start"] + 1e-9
    assert lines["end"] <= terrain.high + 1e-9
    mantissa = lines["size"] / 10.0 ** np.floor(np.log10(lines["size"]) + 1e-9)
    assert any(abs(mantissa - nice) < 1e-9 for nice in (1, 2, 5))
    ticks = terrain.ticks()
    if height == "log":
        assert 3 <= len(ticks["tickvals"]) <= 9
        assert np.allclose(10.0 ** np.array(ticks["tickvals"]), [float(text) for text in ticks["ticktext"]])


def test_a_logarithmic_height_is_the_logarithm_of_the_loss() -> None:
    _, grid, flat = made("trap", view=View(height="log"))
    assert np.allclose(named(flat, "loss")[0].z, np.log10(grid.loss), atol=1e-5)


@pytest.mark.parametrize("height", ["linear", "log"])
def test_above_the_sea_level_the_ground_is_cut_off(height: str) -> None:
    _, grid, flat = made("trap", view=View(height=height, cut=0.4))
    z = np.array(named(flat, "loss")[0].z, dtype=float)
    shown = 10.0**z if height == "log" else z
    low, top = grid.loss.min(), shown.max()
    assert np.allclose(shown, np.minimum(grid.loss, top), rtol=1e-4)
    share = np.log(top / low) / np.log(grid.loss.max() / low) if height == "log" else (top - low) / np.ptp(grid.loss)
    assert share == pytest.approx(0.4, abs=1e-4)


def test_lines_and_colours_are_those_that_were_chosen() -> None:
    _, _, few = made("trap", view=View(lines=5, colours="Greys"))
    _, _, many = made("trap", view=View(lines=60))
    assert named(few, "loss")[0].contours.size > 5 * named(many, "loss")[0].contours.size
    assert named(few, "loss")[0].colorscale != named(many, "loss")[0].colorscale


def test_the_field_of_arrows_points_downhill() -> None:
    problem, _, flat = made("trap", view=View(arrows="field"))
    (field,) = named(flat, "downhill")
    points = np.column_stack([field.x, field.y]).reshape(-1, 3, 2)
    along = points[:, 1] - points[:, 0]
    slope = problem.objective.gradient(points[:, 0])
    cosine = -(along * slope).sum(axis=1) / np.sqrt((along**2).sum(axis=1) * (slope**2).sum(axis=1))
    assert (cosine > 1 - 1e-9).all()
    assert not named(made("trap")[2], "downhill")


def test_a_mark_tells_what_the_hessian_says() -> None:
    marks = told(ls.PROBLEMS["trap"].critical_points)
    assert [mark["minimum"] for mark in marks if mark["minimum"] is not None] == [0, 1, 2]
    for mark in marks:
        signs = np.sign(mark["eigenvalues"])
        assert (signs.min() < 0) == (mark["mark"] == SADDLE)
        values = np.linalg.eigvalsh(ls.PROBLEMS["trap"].objective.hessian(mark["weights"]))
        assert np.allclose(sorted(mark["eigenvalues"]), values)


@pytest.mark.parametrize("name", list(ls.PROBLEMS))
def test_every_picture_is_told_in_words(name: str) -> None:
    problem = ls.PROBLEMS[name]
    grid = ls.landscape(problem.objective, problem.window, 21)
    words = in_words(problem, Terrain(grid, View(cut=0.5)), problem.critical_points)
    assert set(words) == {"surface", "contour", "curve", "rate", "model"}
    assert f"{grid.loss.min():.4g}" in words["surface"]
    assert "cut off" in words["surface"]
    stars = len(ls.lowest(problem.critical_points))
    assert (f"{stars} lowest valley" in words["contour"]) == bool(stars)


def test_the_camera_is_where_its_angles_say() -> None:
    camera = eye((90.0, 30.0, 2.0))["eye"]
    assert (camera["x"], camera["y"], camera["z"]) == pytest.approx((0.0, 3**0.5, 1.0))
    assert ASPECT["z"] < 1


def _luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read(mode: Mode) -> None:
    palette = PALETTES[mode]
    for text in (palette.ink, palette.soft, palette.accent, palette.wrong):
        for ground in (palette.paper, palette.wash):
            bright, dim = sorted((_luminance(text), _luminance(ground)), reverse=True)
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, (mode, text, ground)
    bright, dim = sorted((_luminance(palette.on_accent), _luminance(palette.accent)), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


@pytest.mark.parametrize("name", [name for name, problem in ls.PROBLEMS.items() if problem.dataset is not None])
def test_every_example_is_shown_under_its_label(name: str) -> None:
    data = ls.PROBLEMS[name].dataset
    assert data is not None
    (shown,) = named(model_view(ls.PROBLEMS[name], "light"), "examples")
    assert np.allclose(shown.x, data.x[:, 0], atol=1e-5)
    assert [symbol == "circle" for symbol in shown.marker.symbol] == (data.y == 1).tolist()
    if data.x.shape[1] == 1:
        assert (np.abs(np.array(shown.y) - data.y) <= 0.06).all()
    else:
        assert np.allclose(shown.y, data.x[:, 1], atol=1e-5)
    for axis, column in zip(places(data, 11), data.x.T, strict=True):
        assert axis[0] < column.min() < column.max() < axis[-1]


def test_a_surface_without_data_says_so() -> None:
    figure = model_view(ls.PROBLEMS["textbook"], "dark")
    assert not figure.data
    assert "no model, no data" in figure.layout.annotations[0].text


def test_the_curve_is_held_against_the_lowest_valley() -> None:
    lowest = curve(ls.PROBLEMS["trap"].critical_points, "light")
    assert lowest.layout.shapes[0].y0 == pytest.approx(0.14087504, abs=1e-8)
    assert not curve(ls.PROBLEMS["separable"].critical_points, "light").layout.shapes


def test_a_line_of_lowest_points_is_drawn_named_and_told() -> None:
    """Equal columns: the loss depends on ``w1 + w2`` only, and is lowest where that is .13573133713 (mpmath)."""
    x = np.array([[1.0, 1], [2, 2], [3, 3], [4, 4]])
    problem = ls.own_problem(ls.Dataset("twice", x, np.array([0.0, 1, 0, 1]), ("x1", "x2")))
    grid = ls.landscape(problem.objective, problem.window, 41)
    line = problem.lowest_line
    assert line is not None
    drawn = pictures(problem, grid, problem.critical_points, "light", View(), line)
    assert drawn["line"]
    assert drawn["lowest"] == pytest.approx([0.67633206014])
    ends = np.array(drawn["line"])  # the page's painter draws it, on land and map
    assert ends.sum(axis=1) == pytest.approx(0.13573133713)
    assert np.ptp(ends[:, 0]) > 0.5 * np.ptp(problem.window[0])
    assert "a line of lowest points, from (" in drawn["words"]["contour"]
    assert "line of lowest points" in drawn["words"]["curve"]
    assert drawn["curve"]["layout"]["shapes"][0]["y0"] == pytest.approx(0.67633206014)
    other = ls.PROBLEMS["trap"]
    plain = pictures(other, ls.landscape(other.objective, other.window, 21), (), "light", View())
    assert not plain["line"]


def test_the_colours_of_the_map_are_those_of_the_land() -> None:
    """The page colours the land by a table of its own: it must say the same."""
    script = (ASSETS / "lib" / "ramp.js").read_text()
    for name in COLOURS:
        (table,) = re.findall(rf"  {name}: \[(.*?)\]", script, flags=re.DOTALL)
        stops = re.findall(r'"(#[0-9a-f]{6})"', table)
        assert [colour for _, colour in ramp(name)] == stops, name
        assert np.allclose([place for place, _ in ramp(name)], np.linspace(0, 1, len(stops)))
