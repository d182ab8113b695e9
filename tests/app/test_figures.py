"""The figures show what was computed, and mark what was found."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

import losscore as ls
from app.figures.contour import contour, levels
from app.figures.curve import curve
from app.figures.marks import LOCAL, SADDLE, STAR
from app.figures.model_view import model_view, places
from app.figures.surface import ASPECT, eye, surface
from app.theme import PALETTES, Mode

NAMES = ("w1", "w2")


def made(name: str, mode: Mode = "light") -> tuple[ls.Problem, ls.Landscape, go.Figure, go.Figure]:
    problem = ls.PROBLEMS[name]
    grid = ls.landscape(problem.objective, problem.window, 41)
    points = problem.critical_points
    return problem, grid, surface(grid, points, NAMES, mode), contour(grid, points, NAMES, mode)


def named(figure: go.Figure, name: str) -> list[go.Trace]:
    return [trace for trace in figure.data if trace.name == name]


@pytest.mark.parametrize("name", ["trap", "bowl"])
def test_both_pictures_show_the_grid_in_the_same_colours(name: str) -> None:
    _, grid, high, flat = made(name)
    for figure in (high, flat):
        (ground,) = named(figure, "loss")
        assert np.allclose(ground.z, grid.loss, atol=1e-5)
        assert np.allclose(ground.x, grid.w1, atol=1e-6)
    assert named(high, "loss")[0].colorscale == named(flat, "loss")[0].colorscale


@pytest.mark.parametrize(("name", "stars", "locals_", "saddles"), [("trap", 1, 2, 7), ("bowl", 1, 0, 0)])
def test_every_kind_of_point_has_its_mark(name: str, stars: int, locals_: int, saddles: int) -> None:
    problem, _, high, flat = made(name)
    for mark, count in ((STAR, stars), (LOCAL, locals_), (SADDLE, saddles)):
        assert len(named(flat, mark)[0].x) == count
    assert len(named(high, STAR)) == stars
    # A ring is one line with a gap behind it, a cross two.
    assert np.isnan(np.array(named(high, LOCAL)[0].x, dtype=float)).sum() == locals_
    assert np.isnan(np.array(named(high, SADDLE)[0].x, dtype=float)).sum() == 2 * saddles
    best = ls.lowest(problem.critical_points)[0].weights
    assert (named(flat, STAR)[0].x[0], named(flat, STAR)[0].y[0]) == tuple(best)


def test_marks_lie_on_the_ground() -> None:
    problem, _, high, _ = made("trap")
    for ring in named(high, LOCAL):
        x, y, z = (np.array(part, dtype=float) for part in (ring.x, ring.y, ring.z))
        there = np.isfinite(z)
        assert there.any()
        ground = problem.objective(np.column_stack([x, y]))[there]
        assert (z[there] > ground - 0.01).all()
        assert (z[there] < ground + 0.1).all()


def test_two_lowest_points_get_two_stars() -> None:
    """A made pair of equal minima: whatever ties is a star."""
    point = ls.PROBLEMS["bowl"].critical_points[0]
    twin = ls.CriticalPoint(point.weights + 1, point.loss, point.kind, point.eigenvalues)
    _, grid, _, _ = made("bowl")
    assert len(named(contour(grid, (point, twin), NAMES, "light"), STAR)[0].x) == 2


def test_level_lines_stand_at_round_heights() -> None:
    for low, high in ((0.1409, 3.01), (0.515, 4.29), (0.0, 1e-3), (1.0, 2e4)):
        lines = levels(low, high)
        number = (lines["end"] - lines["start"]) / lines["size"]
        assert 5 <= number <= 25
        assert low <= lines["start"] <= lines["end"] <= high * (1 + 1e-9)
        mantissa = lines["size"] / 10.0 ** np.floor(np.log10(lines["size"]) + 1e-9)
        assert any(abs(mantissa - nice) < 1e-9 for nice in (1, 2, 5))


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
    shown = {trace.name: trace for trace in model_view(ls.PROBLEMS[name], "light").data}
    for label in (0, 1):
        trace = shown[data.label_names[label]]
        assert np.allclose(np.sort(trace.x), np.sort(data.x[data.y == label, 0]), atol=1e-5)
        if data.x.shape[1] == 1:
            assert (np.abs(np.array(trace.y) - label) <= 0.06).all()
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
