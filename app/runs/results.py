"""Results: the only place that calls the engine for work, and the only place that caches what it gives.

A run's path goes to the page in pieces. A piece is a pure function of the run and of its first step: any process may
make any
piece, from the state that the piece before left in the cache, or from the start with an empty cache, and gives the
same bits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
from plotly.io.json import to_json_plotly as to_json

import losscore as ls
from app.figures import clip
from app.figures.model_view import places
from app.link.fields import Part
from app.runs.scene import Scene, to_link
from app.settings import Settings
from app.store.cache import BoundedCache, key_of, remembered, round_trip
from app.store.wire import pack, unpack, wire
from losscore.anatomy import rule_at
from losscore.loss import sigmoid

FIRST_PIECE = 64  # steps: small, so that something moves at once
PIECE = 256
PLACES = {1: 121, 2: 41}  # places per axis at which the model is asked, by its number of features
_ROWS = ("weights", "losses", "gradients", "learning_rates")
BASIN_SIZE = 33  # starts along each side of a basin map
BASIN_ROWS = 3  # rows of starts that one request works out: progress can be seen, and given up
_CHORD = 40  # points that a chord across the whole window gets in 3-D, where it is laid on the surface


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run, with all that went into it.

    Attributes:
        number: the step on screen from which it is taken.
        rule: the optimizer as it was in force.
        rate: the learning rate.
        weights, gradient, ahead: ``(2,)``: where it stood, the slope there, and where it came to.
        before, after: the optimizer's state.
    """

    number: int
    rule: ls.Optimizer
    rate: float
    weights: np.ndarray
    gradient: np.ndarray
    ahead: np.ndarray
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class _Part:
    """The steps of one piece, row 0 being where the piece before ended, with all that went into them.

    Attributes:
        path: the steps.
        slides, coasts: ``(t, 2)``, the parts of each (see `losscore.anatomy`).
        states: each part of the optimizer's state ``(t + 1, ...)``, before the first step and after each.
    """

    path: ls.Path
    slides: np.ndarray
    coasts: np.ndarray
    states: tuple[np.ndarray, ...]

    def state(self, row: int) -> Any:
        """The optimizer's state before the step from a row."""
        return _state(self.path.descent.optimizer, self.states, row)

    def cut(self, steps: int) -> _Part:
        """The first steps of it alone."""
        path = self.path
        cut = replace(
            path,
            weights=path.weights[: steps + 1],
            losses=path.losses[: steps + 1],
            gradients=path.gradients[: steps + 1],
            learning_rates=path.learning_rates[:steps],
            state=self.state(steps),
            stopped=None,
        )
        states = tuple(part[: steps + 1] for part in self.states)
        return _Part(cut, self.slides[:steps], self.coasts[:steps], states)


@dataclass(frozen=True, slots=True)
class Results:
    """The engine behind a cache."""

    cache: BoundedCache
    settings: Settings

    def ready(self) -> tuple[bool, str]:
        """Whether this process can do its work, and a word or a sentence on how.

        Without its files it cannot share what it makes, and another may stand in for it. Redis is the same for all, so
        without it each goes on, and is slower.
        """
        tiny = ls.landscape(ls.PROBLEMS["bowl"].objective, ls.PROBLEMS["bowl"].window, 3)
        if not np.isfinite(tiny.loss).all():
            return False, "The engine does not work."
        if round_trip(self.cache):
            return True, "OK"
        if self.settings.cache == "redis":
            return True, "degraded: Redis does not answer, so results are not shared; everything works, only slower."
        return False, f"The cache ({self.settings.cache}) does not answer."

    def landscape(self, problem: ls.Problem) -> ls.Landscape:
        """The grid of a problem over its window."""
        size = self.settings.grid_size

        def make() -> bytes:
            grid = ls.landscape(problem.objective, problem.window, size)
            return pack({"w1": grid.w1, "w2": grid.w2, "loss": grid.loss})

        arrays = unpack(remembered(self.cache, self._key("landscape", problem.name, size), make))
        return ls.Landscape(arrays["w1"], arrays["w2"], arrays["loss"])

    def critical_points(self, problem: ls.Problem) -> tuple[ls.CriticalPoint, ...]:
        """Every critical point in the problem's window, lowest first."""

        def make() -> bytes:
            points = problem.critical_points
            return pack(
                {
                    "weights": np.array([point.weights for point in points]).reshape(-1, 2),
                    "loss": np.array([point.loss for point in points]),
                    "kind": np.array([list(ls.Kind).index(point.kind) for point in points], dtype=np.int64),
                    "eigenvalues": np.array([point.eigenvalues for point in points]).reshape(-1, 2),
                }
            )

        arrays = unpack(remembered(self.cache, self._key("critical", problem.name), make))
        kinds = [list(ls.Kind)[index] for index in arrays["kind"]]
        rows = zip(arrays["weights"], arrays["loss"], kinds, arrays["eigenvalues"], strict=True)
        return tuple(ls.CriticalPoint(w, float(loss), kind, eigenvalues) for w, loss, kind, eigenvalues in rows)

    def told(self, make: Callable[[], Any], *name: object) -> Any:
        """A value that JSON can hold, made once: kept as the bytes of its JSON."""
        return orjson.loads(remembered(self.cache, self._key("told", *name), lambda: to_json(make()).encode()))

    def piece(self, scene: Scene, first: int) -> str:
        """One piece of the scene's path as the JSON text that the page reads (see `_reply`).

        Raises:
            ValueError: a first step at which no piece begins, or a run longer than the settings allow.
        """
        if scene.steps > self.settings.max_steps:
            raise ValueError(
                f"A run may take at most {self.settings.max_steps} steps here; this one asks for {scene.steps}."
            )
        if first not in (begin for begin, _ in pieces(scene.steps)):
            raise ValueError(f"No piece of this run begins at step {first}.")
        run = to_link(scene, Part.RUN)
        key = self._key("piece", run, first)
        return remembered(self.cache, key, lambda: orjson.dumps(self._reply(scene, run, first))).decode()

    def path(self, scene: Scene) -> ls.Path:
        """The whole path of a scene, put together from its pieces."""
        parts = []
        for begin, _ in pieces(scene.steps):
            parts.append(self._part(scene, begin).path)
            if parts[-1].stopped:
                break
        return replace(
            parts[-1],
            weights=np.concatenate([parts[0].weights, *(part.weights[1:] for part in parts[1:])]),
            losses=np.concatenate([parts[0].losses, *(part.losses[1:] for part in parts[1:])]),
            gradients=np.concatenate([parts[0].gradients, *(part.gradients[1:] for part in parts[1:])]),
            learning_rates=np.concatenate([part.learning_rates for part in parts]),
            first=0,
        )

    def verdict(self, scene: Scene) -> ls.Verdict:
        """What happened on a scene's one run, in words with numbers.

        Kept, since a run that has not settled is walked on for thousands of steps to learn what becomes of it. Not by
        `told`, as its numbers may be infinite.
        """

        def make() -> bytes:
            said = ls.verdict(self.path(scene), scene.problem_shown)
            return json.dumps([said.kind, said.sentence, said.numbers], default=float).encode()

        kind, sentence, numbers = json.loads(
            remembered(self.cache, self._key("verdict", to_link(scene, Part.RUN)), make)
        )
        return ls.Verdict(ls.Outcome(kind), sentence, numbers)

    def predictions(self, problem: ls.Problem, weights: np.ndarray) -> dict[str, Any]:
        """What the model says at weights ``(r, 2)``, along the axes of the model panel.

        With one feature ``p`` is ``(r, n)`` along ``x``; with two, for the first weights alone, ``(n, n)`` over ``x``
        and ``y``; without data there is nothing.
        """
        objective = problem.objective
        if not isinstance(objective, ls.Objective):
            return {}
        axes = places(objective.dataset, PLACES[objective.dataset.x.shape[1]])
        grid = np.stack(np.meshgrid(*axes), axis=-1)
        asked = weights if len(axes) == 1 else weights[0]
        with np.errstate(all="ignore"):
            p = sigmoid(objective.model.logits(asked, grid.reshape(-1, len(axes))))
        shape = p.shape if len(axes) == 1 else grid.shape[:-1]
        named = {name: wire(axis, np.float32) for name, axis in zip("xy", axes, strict=False)}
        return {**named, "p": wire(p.reshape(shape), np.float32)}

    def examples(self, problem: ls.Problem, weights: np.ndarray) -> dict[str, Any]:
        """What each example says at weights ``(2,)``: ``p (n,)``, its ``loss (n,)``, its ``share (n,)`` of the loss."""
        objective = problem.objective
        if not isinstance(objective, ls.Objective):
            return {}
        said = objective.examples(weights)
        return {
            "probability": wire(said.probabilities, np.float32),
            "loss": wire(said.losses, np.float64),
            "share": wire(said.shares, np.float32),
        }

    def step(self, scene: Scene, at: int) -> Step | None:
        """The step that a run takes from step ``at``, or its last one where it takes none from there.

        ``None`` for a run that takes no step at all.

        Raises:
            ValueError: a step outside the run.
        """
        if not 0 <= at <= scene.steps:
            raise ValueError(f"The run has the steps 0 to {scene.steps}; step {at} was asked for.")
        for begin, _ in reversed(list(pieces(scene.steps))):
            if begin > at:
                continue
            try:
                part = self._part(scene, begin)
            except ValueError:  # the run ended before this piece
                continue
            path = part.path
            if not len(path):
                continue
            row = min(at - begin, len(path) - 1)
            return Step(
                number=begin + row,
                rule=rule_at(path, row),
                rate=float(path.learning_rates[row]),
                weights=path.weights[row],
                gradient=path.gradients[row],
                ahead=path.weights[row + 1],
                before=part.state(row),
                after=part.state(row + 1),
            )
        return None

    def basin_rows(self, scene: Scene, row: int) -> np.ndarray:
        """In which valley the starts of some rows of a run's basin map end: ``(BASIN_ROWS or fewer, BASIN_SIZE)``.

        The index of the minimum, lowest first; -1: in none of the window; -2: in none, and its loss still jumps.

        Raises:
            ValueError: a row at which no part of the map begins.
        """
        if row not in range(0, BASIN_SIZE, BASIN_ROWS):
            raise ValueError(f"No part of the basin map begins at row {row}.")
        problem, rule = scene.problem_shown, scene.rule

        def make() -> bytes:
            starts = ls.basin_starts(problem, BASIN_SIZE)[row : row + BASIN_ROWS]
            settled = ls.settle(
                problem,
                rule.make(scene.steps),
                starts.reshape(-1, 2),
                scene.steps,
                batch_size=rule.batch_size,
                seed=scene.seed,
                changes=rule.made_changes(scene.steps),
            )
            ends = np.where(settled.jumping, -2, settled.minimum)
            return pack({"minimum": ends.reshape(starts.shape[:2])})

        # A map is of all starts: the run's own one does not matter.
        run = to_link(replace(scene, start=None), Part.RUN)
        return unpack(remembered(self.cache, self._key("basins", run, BASIN_SIZE, row), make))["minimum"]

    def _part(self, scene: Scene, begin: int) -> _Part:
        """The steps of the piece from ``begin``."""
        spans = list(pieces(scene.steps))
        index = [span[0] for span in spans].index(begin)
        end = spans[index][1]
        standing = _standing(scene.runs()[scene.chosen - 1])

        def key(until: int) -> str:
            # What is changed later makes no difference: a run that was changed on its way shares what was before.
            return self._key("steps", to_link(scene.until(until), Part.RUN), begin)

        def make() -> bytes:
            before = self._part(scene, spans[index - 1][0]).path.tail() if index else standing
            if before.stopped:
                raise ValueError(f"No piece of this run begins at step {begin}: the run ended before it.")
            none = np.empty((0, 2))
            head = _Part(before, none, none, tuple(np.array([part]) for part in before.state))
            changed = max((step for step, *_ in scene.rule.changes if begin < step < end), default=None)
            there = changed and self.cache.get(key(changed))
            if changed and isinstance(there, bytes):
                # A slider under the hand: what the run walked up to here was walked before the change.
                known = _unpack_part(there, standing, begin)
                head = known.cut(changed - begin) if len(known.path) >= changed - begin else head
            return _pack_part(head, ls.resume(head.path, end - begin - len(head.path)))

        return _unpack_part(remembered(self.cache, key(end), make), standing, begin)

    def _reply(self, scene: Scene, run: str, first: int) -> dict[str, Any]:
        """What the page gets. Arrays as plotly.js takes them: ``{"dtype", "bdata", "shape"}``.

        ``slides`` and ``coasts`` ``(t, 2)`` are the parts of each step (see `losscore.anatomy`), for the arrows.
        The first piece holds the start too (row 0). ``trail`` is the path laid on the surface: points ``(m, 3)`` of
        w1, w2 and loss; ``trail_ends[t]`` says how many of them belong to the steps up to row ``t`` of this piece.
        """
        whole = self._part(scene, first)
        part = whole.path
        row = 1 if first else 0
        trail, ends = _trail(scene.problem_shown, part.weights, with_start=first == 0)
        reached = first + len(part)
        done = bool(part.stopped) or reached >= scene.steps
        verdict = self.verdict(scene) if done else None
        return {
            "run": run,
            "first": first,
            "next": None if done else reached,
            "weights": wire(part.weights[row:], np.float64),
            "losses": wire(part.losses[row:], np.float64),
            "gradients": wire(part.gradients[row:], np.float64),
            "learning_rates": wire(part.learning_rates, np.float64),
            "slides": wire(_finite(whole.slides), np.float32),
            "coasts": wire(_finite(whole.coasts), np.float32),
            "trail": wire(trail, np.float32),
            "trail_ends": wire(ends, np.int32),
            "outcome": _outcome(verdict, reached) if verdict else None,
        }

    def _key(self, *parts: object) -> str:
        return key_of("lab", *parts)


def _outcome(verdict: ls.Verdict, last: int) -> dict[str, Any]:
    """What the page says, and from which step on it is true: from the arrival where there is one, else from the end.

    ``rests`` says that it stands still from there on. ``standardise`` says that the sentence advises to standardise the
    data, which the page has a button for.
    """
    return {
        "kind": verdict.kind,
        "sentence": verdict.sentence,
        "from": int(verdict.numbers.get("arrived", last)),
        "rests": verdict.kind.rests,
        "standardise": "standardise" in verdict.numbers,
    }


def pieces(steps: int) -> Iterator[tuple[int, int]]:
    """Where the pieces of a run of so many steps begin and end."""
    begin, length = 0, FIRST_PIECE
    while begin < steps:
        end = min(begin + length, steps)
        yield begin, end
        begin, length = end, PIECE


def _finite(vectors: np.ndarray) -> np.ndarray:
    """Vectors ``(t, 2)`` as float32 can hold them; what it has no room for becomes a gap."""
    return np.where(np.abs(vectors) < 1e30, vectors, np.nan)


def _trail(problem: ls.Problem, weights: np.ndarray, *, with_start: bool) -> tuple[np.ndarray, np.ndarray]:
    """Each step's chord as points on the surface, the end of the step included; the start too where it is asked for.

    Only what is inside the window: a gap stands where the path leaves it, and for each step that is not seen at all.
    """
    low, high = np.array(problem.window).T
    cut = clip.parts(weights, low, high)
    length = np.abs((cut.end - cut.begin) / (high - low)).max(axis=-1, initial=0)
    steps = np.where(cut.seen, np.ceil(length * _CHORD).clip(1), 0).astype(int)
    # A part that begins at the edge has its first point, and one that ends there has a gap behind it.
    number = np.where(cut.seen, steps + cut.enters + cut.leaves, 1)
    ends = np.cumsum(number)
    chord = np.repeat(np.arange(len(number)), number)
    place = np.arange(len(chord)) - (ends - number)[chord] + 1 - cut.enters[chord]
    with np.errstate(invalid="ignore"):
        along = (place / steps.clip(1)[chord])[:, np.newaxis]
        points = cut.begin[chord] + along * (cut.end - cut.begin)[chord]
    points[~cut.seen[chord] | (place > steps[chord])] = np.nan
    last = np.flatnonzero(cut.seen & ~cut.leaves)
    points[ends[last] - 1] = weights[1:][last]  # a step ends where it does, to the last bit
    if with_start:
        points, ends = np.concatenate([weights[:1], points]), np.concatenate([[1], ends + 1])
    seen = np.isfinite(points).all(axis=-1)
    trail = np.full((len(points), 3), np.nan)
    trail[seen] = np.column_stack([points[seen], problem.objective(points[seen])])
    return trail, ends


@lru_cache(maxsize=512)  # every look at a run begins here
def _standing(run: Scene) -> ls.Path:
    """A run before its first step."""
    return ls.descend(
        run.problem_shown.objective,
        run.rule.make(run.steps),
        run.start_weights,
        0,
        batch_size=run.rule.batch_size,
        seed=run.seed,
        changes=run.rule.made_changes(run.steps),
    )


def _pack_part(head: _Part, path: ls.Path) -> bytes:
    """A piece whose first steps were taken apart before."""
    done = len(head.path)
    rows = {name: getattr(path, name) for name in _ROWS}
    new = replace(
        path,
        weights=path.weights[done:],
        losses=path.losses[done:],
        gradients=path.gradients[done:],
        learning_rates=path.learning_rates[done:],
        first=path.first + done,
    )
    parts = ls.anatomy(new, head.state(done))
    states = zip(head.states, zip(*parts.states, strict=True), strict=True)
    stopped = list(ls.Stopped).index(path.stopped) if isinstance(path.stopped, ls.Stopped) else -1
    return pack(
        {
            **rows,
            "slides": np.concatenate([head.slides, parts.slide]),
            "coasts": np.concatenate([head.coasts, parts.coast]),
            **{f"state_{i}": np.concatenate([known, np.array(more)[1:]]) for i, (known, more) in enumerate(states)},
            "stopped": np.array(stopped),
        }
    )


def _unpack_part(data: bytes, standing: ls.Path, begin: int) -> _Part:
    kept = unpack(data)
    stopped = int(kept["stopped"])
    states = tuple(kept[f"state_{i}"] for i in range(len(standing.state)))
    path = replace(
        standing,
        weights=kept["weights"],
        losses=kept["losses"],
        gradients=kept["gradients"],
        learning_rates=kept["learning_rates"],
        state=_state(standing.descent.optimizer, states, -1),
        stopped=list(ls.Stopped)[stopped] if stopped >= 0 else None,
        first=begin,
    )
    return _Part(path, kept["slides"], kept["coasts"], states)


def _state(rule: ls.Optimizer, kept: tuple[np.ndarray, ...], row: int) -> Any:
    """An optimizer's state as its rule made it: each part of it a whole number or an array."""
    like = rule.init(np.zeros(2))
    return type(like)(
        *(int(part[row]) if isinstance(now, int) else part[row] for now, part in zip(like, kept, strict=True))
    )
