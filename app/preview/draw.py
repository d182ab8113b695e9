"""The picture of an address: 1200 x 630, drawn from what the engine says of its scene; nothing in it is made up."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import PIL

import losscore as ls
from app.figures import network as network_figures
from app.figures.marks import LOCAL, SADDLE, STAR, by_mark
from app.figures.terrain import Terrain, View
from app.hike.link import read as read_hike
from app.hike.walk import track
from app.hike.words import degrees
from app.kit.numbers import number
from app.kit.theme import PALETTES, Mode, run_styles
from app.lesson import check
from app.lesson.address import opened
from app.lesson.steps import Step, steps
from app.link.fields import read_query
from app.networks.controls import run_names
from app.networks.presets import SCENES
from app.networks.results import COARSE, NetworkResults, hidden_values, seconds_a_step
from app.networks.scene import NetworkScene
from app.networks.scene import from_link as network_link
from app.preview import card as cards
from app.preview import land
from app.preview.about import About
from app.preview.card import Card, Row
from app.preview.ink import Sheet
from app.runs.names import rule_name
from app.runs.results import Results
from app.runs.scene import OWN, Scene, from_link
from app.store.cache import key_of, remembered
from app.version import CODE

SIZE = cards.WIDTH, land.HEIGHT
_OUTCOMES = {
    "diverged": "diverges",
    "lowest": "lowest valley",
    "local minimum": "local minimum",
    "valley outside": "valley outside the picture",
    "rate run out": "learning rate run out",
    "left the window": "leaves the picture",
    "still moving": "still moving",
    "short steps": "hardly moving",
}
_MOST_LINES = 30  # in a small picture, more are a grey veil
_SMALL = 34_000  # bytes of a land alone: a page shows many
_CHEAP = 1.5  # seconds: a network that takes longer is shown by its data


@dataclass(frozen=True, slots=True)
class Previews:
    """Pictures of addresses, each made once."""

    results: Results
    networks: NetworkResults

    def tag(self, told: About, *, land_alone: bool = False) -> str:
        """A name of the picture: the same for the same picture, known without drawing it."""
        settings = self.results.settings
        made_by = (CODE, PIL.__version__, settings.grid_size, settings.max_steps)
        return hashlib.sha256(
            repr((made_by, told.path, told.query, *(["land"] if land_alone else []))).encode()
        ).hexdigest()[:32]

    def png(self, told: About, *, land_alone: bool = False) -> bytes:
        """The picture, as a file.

        Args:
            told: of which address.
            land_alone: the middle of its landscape, small and without the words beside it.

        Raises:
            BusyError: too much is being made already.
        """
        key = key_of("preview", self.tag(told, land_alone=land_alone))
        return remembered(self.results.cache, key, lambda: self._drawn(told, land_alone))

    def _drawn(self, told: About, land_alone: bool) -> bytes:
        mode: Mode = "dark" if told.theme == "dark" else "light"
        picture = self._sheet(told, mode).done()
        return cards.png(land.alone(picture), mode, _SMALL) if land_alone else cards.png(picture, mode)

    def _sheet(self, told: About, mode: Mode) -> Sheet:
        if told.step is not None:
            return self._lesson(told, told.step, mode)
        if told.path == "/hike":
            return self._hike(told, mode)
        if told.path == "/networks":
            return self._network(told, mode)
        if told.path == "/practice" or check.opened(told.query) is not None:
            return _practice(told, mode)
        return self._lab(told, mode)

    def _terrain(self, scene: Scene) -> Terrain:
        view = View(scene.height, scene.cut, min(scene.lines, _MOST_LINES), scene.colours, "none")
        return Terrain(self.results.landscape(scene.problem_shown), view)

    def _lab(self, told: About, mode: Mode) -> Sheet:
        scene, _ = from_link(told.query)
        problem, terrain = scene.problem_shown, self._terrain(scene)
        sheet = cards.begin(land.pixels(terrain), mode)
        marks = by_mark(self.results.critical_points(problem))
        land.draw_marks(sheet, problem.window, marks, (SADDLE, LOCAL))
        runs = scene.runs() if scene.steps <= self.results.settings.max_steps else ()
        paths = [self.results.path(run) for run in runs]
        last = scene.steps if scene.step is None else scene.step
        walks = [land.places(problem.window, path.weights[: last + 1]) for path in paths]
        pairs = list(zip(walks, run_styles("light"), strict=False))
        for walk, style in reversed(pairs):
            land.draw_path(sheet, walk, style)
        land.draw_marks(sheet, problem.window, marks, (STAR,))
        for walk, style in reversed(pairs):
            land.draw_ends(sheet, walk, style)
        silent = "outcome" in told.away
        rows = [
            Row(style, _unbroken(rule_name(run.rule)), "" if silent else self._outcome(run, path, last))
            for run, path, style in zip(runs, paths, run_styles("light"), strict=False)
        ]
        start = ", ".join(number(value) for value in scene.start_weights)
        title = "Own data" if scene.problem == OWN else problem.title
        foot = f"{scene.steps} steps from ({start})"
        most = self.results.settings.max_steps
        words = "" if runs else f"Its runs take {scene.steps:,} steps, and this server allows {most:,}."
        more = "" if scene.problem == OWN else problem.teaches
        cards.write(sheet, Card(title, rows=rows, words=words, more=more, foot=foot, terrain=terrain), mode)
        return sheet

    def _outcome(self, run: Scene, path: ls.Path, last: int) -> str:
        if last < len(path):
            return f"at step {last}: loss {path.losses[last]:.4g}"
        kind = self.results.verdict(run).kind
        return f"{_OUTCOMES.get(kind, kind)}, loss {path.losses[-1]:.4g}"

    def _lesson(self, told: About, step: Step, mode: Mode) -> Sheet:
        above, words = f"Loss Landscape · Lesson, step {step.number} of {len(steps())}", "First a guess, then the walk."
        if step.hides_ground or told.path != "/":
            sheet = cards.begin(land.blank(PALETTES[mode].wash), mode)
            _numeral(sheet, step, mode)
            cards.write(sheet, Card(step.title, above, words=words), mode)
            return sheet
        _, rest, _ = opened(told.query)
        terrain = self._terrain(from_link(rest)[0])
        sheet = cards.begin(land.pixels(terrain), mode)
        cards.write(sheet, Card(step.title, above, words=words, terrain=terrain), mode)
        return sheet

    def _hike(self, told: About, mode: Mode) -> Sheet:
        """What is felt at the start, which the page says at once; nothing of where it lies, nor of the walk."""
        seed = dict(read_query(told.query, blank=False)).get("seed")
        hike, _ = read_hike(self.results, f"seed={seed}" if seed else "")
        felt = track(hike)
        sheet = cards.begin(land.blank(PALETTES[mode].wash), mode)
        _compass(sheet, felt.downhill, mode)
        fall = "It is flat here." if felt.downhill is None else f"It falls to the {degrees(felt.downhill)}."
        words = f"You feel the slope underfoot and the altitude: {felt.altitudes[0]:.4f}. {fall} Nothing else."
        card = Card(f"Hike {hike.seed}: eyes closed", words=words, foot="How few steps do you need?")
        cards.write(sheet, card, mode)
        return sheet

    def _network(self, told: About, mode: Mode) -> Sheet:
        scene, _ = network_link(told.query, SCENES)
        sheet = self._slice(told, scene, mode) if cheap(scene) else None
        if sheet is None:
            sheet = cards.begin(land.blank(PALETTES[mode].wash), mode)
            _data(sheet, scene.dataset, mode)
            words = f"{', '.join(run_names(scene))}, {scene.network.size} weights, trained on the spot on these data."
            cards.write(sheet, Card(told.title, words=words), mode)
        return sheet

    def _slice(self, told: About, scene: NetworkScene, mode: Mode) -> Sheet | None:
        """The first network's slice with its path; none where there is none to draw."""
        try:
            grid = self.networks.slice(scene, 0, COARSE)
            seen = self.networks.on_slice(scene, 0)
        except ValueError:
            return None
        if not np.isfinite(grid.loss).all():
            return None
        height = "log" if network_figures.is_log(scene.height, [grid]) else "linear"
        terrain = Terrain(grid, View(height))
        sheet = cards.begin(land.pixels(terrain), mode)
        window = land.window_of(grid)
        walk = land.places(window, np.stack([seen["a"], seen["b"]], axis=-1))
        style = run_styles("light")[0]
        land.draw_path(sheet, walk, style)
        land.draw_ends(sheet, walk, style)
        row = Row(style, run_names(scene)[0], f"ends at loss {seen['loss'][-1]:.4g}")
        words = f"{scene.network.size} weights, seen along two directions."
        foot = "" if scene.compare == "none" else "the first of two networks"
        cards.write(sheet, Card(told.title, words=words, rows=[row], foot=foot, terrain=terrain), mode)
        return sheet


def cheap(scene: NetworkScene) -> bool:
    """Whether a network's slice is made within a moment: by the rough model by which its work is cut into parts."""
    if scene.slice == "line":
        return False
    first = scene.trainings()[0]
    training = seconds_a_step(first) * first.steps * (1 + len(scene.helpers(first)))
    return training + COARSE**2 * (1e-5 * first.layers + 4e-9 * hidden_values(first)) <= _CHEAP


def _unbroken(name: str) -> str:
    """A run's name that breaks between its parts only."""
    return ", ".join(part.replace(" ", "\u00a0") for part in name.split(", "))


def _numeral(sheet: Sheet, step: Step, mode: Mode) -> None:
    """The number of a step, over a dot for each step."""
    colours, middle = PALETTES[mode], np.array([land.WIDTH / 2, land.HEIGHT / 2])
    sheet.centred(middle[0], middle[1] - 40, str(step.number), 300, colours.accent)
    for place in range(1, len(steps()) + 1):
        at = middle + np.array([(place - (len(steps()) + 1) / 2) * 44, 190])
        sheet.shape("circle", at, 11, colours.accent if place <= step.number else colours.line)


def _compass(sheet: Sheet, downhill: float | None, mode: Mode) -> None:
    """A rose with a needle straight downhill."""
    colours, middle, radius = PALETTES[mode], np.array([land.WIDTH / 2, land.HEIGHT / 2]), 210.0
    sheet.shape("circle", middle, radius + 4, colours.line)
    sheet.shape("circle", middle, radius, colours.paper)
    for place in range(32):
        way = _way(place * 360 / 32)
        long = 26 if place % 8 == 0 else 15
        sheet.line(
            middle + np.outer([radius - 14 - long, radius - 14], way), 4 if place % 8 == 0 else 2.4, colours.soft
        )
    for name, bearing in (("N", 0), ("E", 90), ("S", 180), ("W", 270)):
        x, y = middle + (radius + 38) * _way(bearing)
        sheet.centred(x, y, name, 34, colours.soft)
    if downhill is not None:
        way = _way(downhill)
        side = np.array([-way[1], way[0]])
        tip, neck = middle + 150 * way, middle + 96 * way
        sheet.line(np.stack([middle, neck]), 15, colours.run_1)
        sheet.polygon(np.stack([tip, neck + 32 * side, neck - 32 * side]), colours.run_1)
    sheet.shape("circle", middle, 17, colours.run_1)
    sheet.shape("circle", middle, 8, colours.paper)


def _way(bearing: float) -> np.ndarray:
    """One pixel along a bearing."""
    turn = np.radians(bearing)
    return np.array([np.sin(turn), -np.cos(turn)])


def _data(sheet: Sheet, data: ls.Dataset, mode: Mode) -> None:
    """The examples: over two features by place, over one by label."""
    colours = PALETTES[mode]
    x = data.x[:, 0]
    y = data.x[:, 1] if data.x.shape[1] > 1 else data.y.astype(float)
    points = np.stack([x, y], axis=-1).astype(float)
    low, wide = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-12)
    share = (points - low) / wide * [1, -1] + [0, 1]
    at = 70 + share * (np.array([land.WIDTH, land.HEIGHT]) - 140)
    for place, label in zip(at, data.y, strict=True):
        sheet.shape("circle" if label else "square", place, 8, colours.run_2 if label else colours.run_1, edge=1.6)


def _practice(told: About, mode: Mode) -> Sheet:
    """The loss of one example by the probability that its label gets: what every exercise is about."""
    colours = PALETTES[mode]
    sheet = cards.begin(land.blank(colours.wash), mode)
    left, right, top, bottom, most = 92.0, land.WIDTH - 48.0, 60.0, land.HEIGHT - 92.0, 4.0
    for loss in range(int(most) + 1):
        y = bottom - (bottom - top) * loss / most
        sheet.line(np.array([[left, y], [right, y]]), 1.5, colours.line)
        sheet.centred(left - 28, y, str(loss), 25, colours.soft)
    p = np.geomspace(np.exp(-most), 1, 200)
    losses = ls.bce(np.ones((200, 1)), p[:, np.newaxis])
    curve = np.stack([left + (right - left) * p, bottom - (bottom - top) * losses / most], axis=-1)
    sheet.line(curve, 6, colours.run_1)
    for p_ in (0.0, 0.5, 1.0):
        sheet.centred(left + (right - left) * p_, bottom + 30, f"{p_:g}", 25, colours.soft)
    sheet.centred((left + right) / 2, bottom + 64, "probability of the true label", 25, colours.soft)
    words = "The loss of one example, worked out by hand. A wrong answer is told which mistake it is."
    cards.write(sheet, Card(told.title.partition(":")[0] if len(told.title) > 40 else told.title, words=words), mode)
    return sheet
