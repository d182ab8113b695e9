"""Results of the page on networks: beside `app.runs.results` the only place that works the engine, and that caches.

Everything comes in parts that take a fraction of a second each: a piece of a training, some rows of a slice. A part is
a pure function of the scene and of where it begins; what it needs of earlier ones waits in the cache as bytes of
numbers, and is made again where it is missing, to the bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import losscore as ls
from app.networks.scene import SEVERAL, NetworkScene, to_link
from app.store.cache import BoundedCache, key_of, remembered
from app.store.wire import pack, unpack
from losscore.checks import Floats, Window

FIRST_PIECE, PIECE = 64, 256  # steps, where they are quick
KEPT = 250_000  # numbers: so many weights of a path are kept, evenly over its steps
PART = 0.3  # seconds, about: what one request may take
SMALL, COARSE, FINE = 31, 51, 101  # points per axis
MOST_HIDDEN = 2 * 10**9  # hidden values of a slice: beyond, it stays coarse
_REACH = 0.3  # of the length of the trained weights: so far a way down is looked for
_MARGIN = 0.25  # of the path's extent, on each side of it in its plane


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """A whole training.

    Attributes:
        steps: the steps ``(m,)`` whose weights are kept, the first and the last among them.
        weights: kept weights ``(m, k)``; the last are exact, the others rounded to float32.
        accuracies: share of the examples that is right at the kept steps ``(m,)``.
        losses: of every step ``(t + 1,)``.
        stopped: whether it left the finite numbers.
    """

    steps: np.ndarray
    weights: Floats
    accuracies: Floats
    losses: Floats
    stopped: bool


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Where a scene's slice lies: its plane, its window, and how much of the path's variance the plane holds."""

    plane: ls.Plane
    window: Window
    explained: float


@dataclass(frozen=True, slots=True)
class NetworkResults:
    """The engine behind a cache."""

    cache: BoundedCache

    # Training.

    def piece(self, training: NetworkScene, first: int) -> dict[str, np.ndarray]:
        """A piece of a training: ``losses`` of its steps (with the start's in the first), and what is kept of them.

        Raises:
            ValueError: a first step at which no piece begins.
        """
        spans = list(pieces(training))
        begins = [begin for begin, _ in spans]
        if first not in begins:
            raise ValueError(f"No piece of this training begins at step {first}.")
        index = begins.index(first)

        def make() -> bytes:
            standing = self._standing(training)
            if index:
                before = self.piece(training, begins[index - 1])
                if int(before["stopped"]) >= 0:
                    raise ValueError(f"No piece of this training begins at step {first}: it ended before.")
                standing = _continued(standing, before, first)
            path = ls.resume(standing, spans[index][1] - first)
            return pack(self._numbers(training, path, first, last=spans[index][1] == training.steps))

        return unpack(remembered(self.cache, self._key("piece", to_link(training), first), make))

    def training(self, training: NetworkScene) -> Training:
        """All of a training, put together from its pieces."""
        parts = []
        for begin, _ in pieces(training):
            parts.append(self.piece(training, begin))
            if int(parts[-1]["stopped"]) >= 0:
                break
        weights = np.concatenate([part["kept"] for part in parts]).astype(np.float64)
        weights[-1] = parts[-1]["w"]
        return Training(
            np.concatenate([part["at"] for part in parts]),
            weights,
            np.concatenate([part["accuracies"] for part in parts]),
            np.concatenate([part["losses"] for part in parts]),
            int(parts[-1]["stopped"]) >= 0,
        )

    def _standing(self, training: NetworkScene) -> ls.Path:
        """The training before its first step."""
        scene = objective(training)
        start = scene.network.start(training.seed)
        batch = training.batch or None
        return ls.descend(scene, training.rule.make(training.steps), start, 0, batch_size=batch, seed=training.seed)

    def _numbers(self, training: NetworkScene, path: ls.Path, first: int, *, last: bool) -> dict[str, np.ndarray]:
        ground = objective(training)
        every = stride(training)
        row = 1 if first else 0
        numbers = first + np.arange(row, len(path.weights))
        ends = last or path.stopped is not None
        keep = (numbers % every == 0) | (ends & (numbers == numbers[-1])) if len(numbers) else numbers > 0
        kept = path.weights[row:][keep]
        stopped = list(ls.Stopped).index(path.stopped) if isinstance(path.stopped, ls.Stopped) else -1
        return {
            "losses": path.losses[row:],
            "rates": path.learning_rates,
            "at": numbers[keep],
            "kept": kept.astype(np.float32),
            "accuracies": ground.accuracy(kept) if len(kept) else np.empty(0),
            "w": path.weights[-1],
            "loss": path.losses[-1],
            "gradient": path.gradients[-1],
            "stopped": np.array(stopped),
            **{f"state_{i}": np.asarray(part) for i, part in enumerate(path.state)},
        }

    def weights_at(self, training: NetworkScene, step: int) -> tuple[int, Floats]:
        """The last kept step up to ``step`` and its weights; of the training no more is made than that takes."""
        begins = [begin for begin, _ in pieces(training) if begin < max(step, 1)]
        for begin in reversed(begins):
            part = self.piece(training, begin)
            index = int(np.searchsorted(part["at"], step, side="right")) - 1
            if index >= 0:
                return int(part["at"][index]), part["kept"][index].astype(np.float64)
        raise ValueError(f"Nothing is kept of the steps up to {step}.")

    def said(self, scene: NetworkScene, step: int, places: int) -> list[dict[str, Any]]:
        """What each network of a scene says at the last kept step up to ``step``: probabilities over its features.

        With two features ``p (places, places)``, row by row along the second; with one ``p (4 places,)``.
        """
        out = []
        for training in scene.trainings():
            kept, weights = self.weights_at(training, step)
            ground = objective(training)
            axes = extents(ground.dataset, places if ground.network.features == 2 else 4 * places)
            grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, len(axes))
            with np.errstate(all="ignore"):
                z = ground.network.logits(weights, grid)
            p = 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))
            out.append({"axes": axes, "p": p, "step": kept})
        return out

    # Slices.

    def cut(self, scene: NetworkScene, run: int) -> Cut:
        """Where the slice of one of a scene's networks lies.

        Raises:
            ValueError: a training that took too few steps, or did not move, so that its path has no plane.
        """
        training = scene.trainings()[run]
        whole = self.training(training)
        end, network = whole.weights[-1], training.network
        if scene.slice == "random":
            return self._measured(ls.random_plane(network, end, scene.directions), ((-1.0, 1.0), (-1.0, 1.0)), whole)
        if scene.slice == "three":
            others = [self.training(each).weights[-1] for each in scene.helpers(training)]
            try:
                plane = ls.plane_through(end, *others)
            except ValueError:
                raise ValueError(
                    "The three trainings ended on one straight line, so there is no one plane through them: choose "
                    "another seed or another kind of slice."
                ) from None
            corners = np.array([plane.project(each) for each in (end, *others)])
            return self._measured(plane, _around(corners, 0.35), whole)
        try:
            plane = ls.path_plane(whole.weights).plane
        except ValueError:
            raise ValueError(
                "This training moved along a straight line, or not at all, so its path has no plane: choose another "
                "kind of slice, more steps, or another learning rate."
            ) from None
        return self._measured(plane, _around(np.stack(plane.project(whole.weights), axis=1), _MARGIN), whole)

    def _measured(self, plane: ls.Plane, window: Window, whole: Training) -> Cut:
        """With the share of the path's variance that lies along the plane."""
        centred = whole.weights - whole.weights.mean(axis=0)
        basis, _ = np.linalg.qr(np.stack([plane.u, plane.v], axis=1))
        total = float((centred**2).sum())
        return Cut(plane, window, float(((centred @ basis) ** 2).sum()) / total if total > 0 else 0.0)

    def rows(self, scene: NetworkScene, run: int, size: int, first: int, directions: int | None = None) -> int:
        """Make the part of a slice that begins with row ``first``; the row after it is returned.

        With ``directions`` it is a small slice along other random directions.
        """
        training = scene.trainings()[run]
        span = rows_at_once(training, size)
        if not 0 <= first < size or first % span:
            raise ValueError(f"No part of this slice begins with row {first}.")
        self._rows(scene, run, size, first, directions)
        return min(first + span, size)

    def _rows(self, scene: NetworkScene, run: int, size: int, first: int, directions: int | None) -> Floats:
        training = scene.trainings()[run]
        asked = scene if directions is None else replace(scene, slice="random", directions=directions)
        span = rows_at_once(training, size)

        def make() -> bytes:
            cut = self.cut(asked, run)
            (a, b), (c, d) = cut.window
            across, along = np.linspace(a, b, size), np.linspace(c, d, size)[first : first + span]
            return pack({"loss": ls.slice_rows(objective(training), cut.plane, across, along)})

        key = self._key("rows", to_link(_cutting(asked, training)), asked.slice, asked.directions, size, first)
        return unpack(remembered(self.cache, key, make))["loss"]

    def slice(self, scene: NetworkScene, run: int, size: int, directions: int | None = None) -> ls.Landscape:
        """One of a scene's slices, put together from its parts."""
        asked = scene if directions is None else replace(scene, slice="random", directions=directions)
        (a, b), (c, d) = self.cut(asked, run).window
        span = rows_at_once(scene.trainings()[run], size)
        parts = [self._rows(scene, run, size, first, directions) for first in range(0, size, span)]
        return ls.Landscape(np.linspace(a, b, size), np.linspace(c, d, size), np.concatenate(parts))

    def find_minima(
        self, scene: NetworkScene, run: int, size: int, first: int, directions: int | None = None
    ) -> int | None:
        """Make sure of the minima that a part of a slice's hollows lead to; the next part's first, ``None`` if none.

        Arguments as in `rows`, but ``first`` is the number of a hollow.

        Raises:
            ValueError: a number with which no part begins.
        """
        count = len(ls.hollows(self.slice(scene, run, size, directions).loss))
        span = hollows_at_once(scene.trainings()[run])
        if first % span or first >= max(count, 1):
            raise ValueError(f"No part of this slice's hollows begins with number {first}.")
        self._polished(scene, run, size, first, directions)
        return first + span if first + span < count else None

    def _polished(
        self, scene: NetworkScene, run: int, size: int, first: int, directions: int | None = None
    ) -> ls.SliceMinima:
        training = scene.trainings()[run]
        asked = scene if directions is None else replace(scene, slice="random", directions=directions)

        def make() -> bytes:
            grid = self.slice(scene, run, size, directions)
            some = ls.hollows(grid.loss)[first : first + hollows_at_once(training)]
            found = ls.polish_hollows(objective(training), self.cut(asked, run).plane, grid, some)
            return pack({"points": found.points, "losses": found.losses})

        key = self._key("minima", to_link(_cutting(asked, training)), asked.slice, asked.directions, size, first)
        return ls.SliceMinima(**unpack(remembered(self.cache, key, make)))

    def minima(self, scene: NetworkScene, run: int, size: int, directions: int | None = None) -> ls.SliceMinima:
        """The minima of a slice, put together from those that parts of its hollows, and its centre, lead to."""
        grid = self.slice(scene, run, size, directions)
        training = scene.trainings()[run]
        begins = range(0, len(ls.hollows(grid.loss)), hollows_at_once(training))
        parts = [self._polished(scene, run, size, first, directions) for first in begins]
        return ls.merge_minima(objective(training), grid, [*parts, self._home(scene, run, size, directions)])

    def _home(self, scene: NetworkScene, run: int, size: int, directions: int | None = None) -> ls.SliceMinima:
        """The minimum to which the way down within the plane leads from the trained weights, if there is one."""
        training = scene.trainings()[run]
        asked = scene if directions is None else replace(scene, slice="random", directions=directions)

        def make() -> bytes:
            grid, cut = self.slice(scene, run, size, directions), self.cut(asked, run)
            (a, b), (c, d) = cut.window
            centre = np.array([[-c / (d - c), -a / (b - a)]]) * (size - 1)
            found = ls.polish_hollows(objective(training), cut.plane, grid, centre)
            return pack({"points": found.points, "losses": found.losses})

        key = self._key("home", to_link(_cutting(asked, training)), asked.slice, asked.directions, size)
        return ls.SliceMinima(**unpack(remembered(self.cache, key, make)))

    def on_slice(self, scene: NetworkScene, run: int) -> dict[str, np.ndarray]:
        """The path seen from the slice, at the kept steps.

        Where it is (``a``, ``b``), how high the slice is there (``height``), how high the network really is (``loss``),
        and how far from the plane it is (``distance``).
        """
        training = scene.trainings()[run]

        def make() -> bytes:
            whole, cut = self.training(training), self.cut(scene, run)
            a, b = cut.plane.project(whole.weights)
            height = objective(training)(cut.plane.embed(a, b))
            height[-1] = whole.losses[-1] if np.isfinite(whole.losses[-1]) else height[-1]
            return pack(
                {
                    "at": whole.steps,
                    "a": a,
                    "b": b,
                    "height": height,
                    "loss": whole.losses[whole.steps],
                    "accuracy": whole.accuracies,
                    "distance": cut.plane.distance(whole.weights),
                    "explained": np.array(cut.explained),
                    "length": np.array(np.sqrt(((whole.weights[0] - whole.weights[-1]) ** 2).sum())),
                }
            )

        key = self._key("path", to_link(_cutting(scene, training)), scene.slice, scene.directions)
        return unpack(remembered(self.cache, key, make))

    def ends(self, scene: NetworkScene, run: int) -> Floats:
        """Coordinates ``(3, 2)`` of the ends of the three trainings in the plane through them."""
        training = scene.trainings()[run]
        plane = self.cut(scene, run).plane
        whole = (training, *scene.helpers(training))
        return np.array([plane.project(self.training(each).weights[-1]) for each in whole])

    def line(self, scene: NetworkScene, run: int) -> tuple[Floats, Floats]:
        """The straight line from the start (0) to the end (1) of a training, and beyond: places and losses."""
        training = scene.trainings()[run]
        whole = self.training(training)
        places = np.linspace(-0.5, 1.5, 201)
        return places, objective(training)(ls.line_between(whole.weights[0], whole.weights[-1], places))

    # Curvature.

    def sharpness(self, scene: NetworkScene, run: int) -> dict[str, float]:
        """The largest and the most negative curvature where a training ended, and how sure they are."""
        training = scene.trainings()[run]

        def make() -> bytes:
            found = ls.curvatures(objective(training), self.training(training).weights[-1])
            ends = (found.highest.value, found.highest.error, found.lowest.value, found.lowest.error)
            return pack({"ends": np.array(ends)})

        key = self._key("curvature", to_link(training))
        names = ("highest", "highest_error", "lowest", "lowest_error")
        values = unpack(remembered(self.cache, key, make))["ends"].tolist()
        return dict(zip(names, values, strict=True))

    def way(self, scene: NetworkScene, run: int, which: int = 0) -> dict[str, Any]:
        """The way down from one of the slice's minima, the highest being number 0; from the trained weights if none.

        The numbers of `losscore.WayDown`, ``point`` (a, b), of how many minima it is number ``which``, and whether the
        minimum below the trained weights, ``home``, is one more.
        """
        training = scene.trainings()[run]
        traps, home = self._traps(scene, run)
        which = which % len(traps) if traps else 0

        def make() -> bytes:
            cut = self.cut(scene, run)
            a, b = traps[which] if traps else (0.0, 0.0)
            reach = _REACH * float(np.sqrt((cut.plane.origin**2).sum()))
            found = ls.way_down(objective(training), cut.plane, a, b, reach=reach)
            curvature = (found.curvature.value, found.curvature.error)
            return pack(
                {
                    "point": np.array([a, b]),
                    "numbers": np.array([found.loss, found.lowest, found.slope, found.slope_in_plane, *curvature]),
                    "down": np.array(int(found.leads_down)),
                    "places": found.places,
                    "losses": found.losses,
                }
            )

        key = self._key("way", to_link(_cutting(scene, training)), scene.slice, scene.directions, which)
        kept = unpack(remembered(self.cache, key, make))
        names = ("loss", "lowest", "slope", "slope_in_plane", "curvature", "error")
        return {
            **dict(zip(names, kept["numbers"].tolist(), strict=True)),
            "point": kept["point"].tolist(),
            "down": bool(kept["down"]),
            "places": kept["places"],
            "losses": kept["losses"],
            "which": which,
            "of": len(traps),
            "home": home,
        }

    def _traps(self, scene: NetworkScene, run: int) -> tuple[list[list[float]], bool]:
        """The minima of the slice but the one below the trained weights, the highest first; whether there is that one.

        Below the trained weights is the minimum to which the way down within the plane leads from there.
        """
        size = sizes(scene)[-1]
        points, home = self.minima(scene, run, size).points, self._home(scene, run, size).points
        if not len(home):
            return points[::-1].tolist(), False
        (a, b), (c, d) = self.cut(scene, run).window
        away = (np.abs(points - home[0]) >= np.array([b - a, d - c]) / (size - 1)).any(axis=1)
        return points[away][::-1].tolist(), True

    def spread(self, scene: NetworkScene, run: int) -> list[tuple[float, float, float]]:
        """How far several small slices differ: (distance from the centre, lowest, highest) on squares around it."""
        slices = [self.slice(scene, run, SMALL, scene.directions + i).loss for i in range(SEVERAL)]
        middle = SMALL // 2
        across = np.arange(SMALL) - middle
        square = np.maximum(np.abs(across)[:, np.newaxis], np.abs(across)[np.newaxis])
        rings = [(r, np.array([each[square == r].mean() for each in slices])) for r in range(middle + 1)]
        return [(r / middle, float(means.min()), float(means.max())) for r, means in rings]

    def _key(self, *parts: object) -> str:
        return key_of("network", *parts)


def objective(training: NetworkScene) -> ls.NetworkObjective:
    """The loss of a scene's network on its data."""
    return ls.NetworkObjective(training.dataset, training.network)


def seconds_a_step(training: NetworkScene) -> float:
    """About how long a step takes: a rough model, used to cut work into parts, the same on every machine."""
    return 2e-5 * (training.layers + 2) + 1.4e-9 * training.network.size * len(training.dataset)


def pieces(training: NetworkScene) -> Iterator[tuple[int, int]]:
    """Where the pieces of a training begin and end."""
    most = int(np.clip(PART / seconds_a_step(training), 8, PIECE))
    begin, length = 0, min(FIRST_PIECE, most)
    while begin < training.steps:
        end = min(begin + length, training.steps)
        yield begin, end
        begin, length = end, most


def stride(training: NetworkScene) -> int:
    """Every so many steps the weights are kept."""
    return max(1, -(-(training.steps + 1) * training.network.size // KEPT))


def hidden_values(training: NetworkScene) -> int:
    """How many activations the loss of all examples takes."""
    return training.layers * training.width * len(training.dataset)


def sizes(scene: NetworkScene) -> tuple[int, ...]:
    """The sizes at which a scene's slices are drawn: coarse at once, then fine unless that is too much.

    A slice that takes a moment only is fine from the start: to draw it twice would take longer.
    """
    if scene.slice == "line":
        return (COARSE,)
    trainings = scene.trainings()
    if all(2 * rows_at_once(training, FINE) >= FINE for training in trainings):
        return (FINE,)
    return (COARSE, FINE) if FINE**2 * max(map(hidden_values, trainings)) <= MOST_HIDDEN else (COARSE,)


def rows_at_once(training: NetworkScene, size: int) -> int:
    """How many rows of a slice make a part."""
    return int(np.clip(PART / (size * (1e-5 * training.layers + 4e-9 * hidden_values(training))), 1, size))


def hollows_at_once(training: NetworkScene) -> int:
    """How many hollows of a slice are followed down in a part: each takes as long as so many points of the slice."""
    points = 160 if training.activation == "tanh" else 500
    return max(1, int(PART / (points * (1e-5 * training.layers + 4e-9 * hidden_values(training)))))


def extents(data: ls.Dataset, places: int) -> list[Floats]:
    """Along each feature so many evenly spaced places, with a little air on both sides."""
    air = 0.08 * np.ptp(data.x, axis=0)
    ends = zip(data.x.min(axis=0) - air, data.x.max(axis=0) + air, strict=True)
    return [np.linspace(low, high, places) for low, high in ends]


def _continued(standing: ls.Path, before: dict[str, np.ndarray], first: int) -> ls.Path:
    """The path at the end of the piece before."""
    state = (
        int(before[f"state_{i}"]) if isinstance(part, int) else before[f"state_{i}"]
        for i, part in enumerate(standing.state)
    )
    return replace(
        standing,
        weights=before["w"][np.newaxis],
        losses=before["loss"][np.newaxis],
        gradients=before["gradient"][np.newaxis],
        state=type(standing.state)(*state),
        first=first,
    )


def _cutting(scene: NetworkScene, training: NetworkScene) -> NetworkScene:
    """What makes one network's slice, and nothing else."""
    return replace(training, slice=scene.slice, directions=scene.directions)


def _around(points: Floats, margin: float) -> Window:
    """A window around points ``(m, 2)`` and the centre, the narrow side at least half as wide as the other."""
    inside = points[np.isfinite(points).all(axis=1)]
    low, high = np.minimum(inside.min(axis=0), 0.0), np.maximum(inside.max(axis=0), 0.0)
    middle, half = (low + high) / 2, (high - low) / 2 * (1 + 2 * margin)
    half = np.maximum(half, 0.5 * half.max())
    (a, c), (b, d) = (middle - half).tolist(), (middle + half).tolist()
    return (a, b), (c, d)
