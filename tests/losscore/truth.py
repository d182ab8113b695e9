"""Holds a verdict against the run: heights, differences of heights, the distance moved, and the run continued.

Nothing of the engine's own judgement is used here: no critical points, no gradient or Hessian of it, no stability.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

import losscore as ls
from losscore.changes import at

SIZES = "size,expensive\n850,0\n1200,0\n1400,1\n1600,0\n2100,1\n2600,1\n1500,1\n1300,0"
TWINS = "a,b,y\n1,1,0\n2,2,1\n3,3,0\n4,4,1\n0.5,0.5,0"
APART = "x,y\n1,0\n2,0\n3,1\n4,1"
RING = np.linspace(0, 2 * np.pi, 24, endpoint=False)
CIRCLE = np.stack([np.cos(RING), np.sin(RING)], axis=-1)
NUMBER = r"-?[\d.,]*\d(?:e[+-]?\d+)?"


@cache
def grounds() -> dict[str, ls.Problem]:
    """All problems of the package, and three of a reader's own."""
    own = {
        "sizes": ls.own_problem(ls.Dataset.from_csv(SIZES)),
        "twins": ls.own_problem(ls.Dataset.from_csv(TWINS)),
        "apart": ls.own_problem(ls.Dataset.from_csv(APART)),
    }
    return {**{name: ls.PROBLEMS[name] for name in sorted(ls.PROBLEMS)}, **own}


@cache
def heights(name: str) -> np.ndarray:
    """Heights over the window of a problem, ``(81, 81)``."""
    problem = grounds()[name]
    axes = [np.linspace(a, b, 81) for a, b in problem.window]
    return np.asarray(problem.objective(np.stack(np.meshgrid(*axes), axis=-1)))


@dataclass(frozen=True)
class Drawn:
    """A run drawn at random."""

    name: str
    optimizer: ls.Optimizer
    start: tuple[float, float]
    steps: int
    batch_size: int | None
    changes: tuple

    def path(self) -> ls.Path:
        return ls.descend(
            grounds()[self.name].objective,
            self.optimizer,
            self.start,
            self.steps,
            batch_size=self.batch_size,
            seed=3,
            changes=self.changes,
        )


def drawn(seed: int) -> Drawn:
    """A run from a number: any problem, rule, schedule, start, length, minibatch and change."""
    rng = np.random.default_rng(seed)

    def between(low: float, high: float) -> float:
        return float(f"{np.exp(rng.uniform(np.log(low), np.log(high))):.3g}")

    name = str(rng.choice(list(grounds())))
    problem = grounds()[name]
    steps = int(rng.choice([0, 1, 7, 40, 99, 100, 150, 200, 300, 300, 300, 400, 700]))
    kind = str(rng.choice(list(ls.OPTIMIZERS)))
    top = 30.0 if kind in ("GradientDescent", "Momentum", "Nesterov") else 2.0
    rate = between(0.02, top) if rng.random() < 0.85 else between(1e-6, 1e3)
    if name == "sizes" and rng.random() < 0.5:
        rate = between(1e-7, 1e-4)
    length = max(steps, 2)
    schedule = [
        *[ls.Constant(rate)] * 5,
        ls.CosineDecay(rate, length if rng.random() < 0.7 else max(length // 3, 1)),
        ls.StepDecay(rate, max(length // 3, 1), gamma=0.5),
        ls.ExponentialDecay(rate, between(0.9, 1.0)),
        ls.WarmRestarts(rate, max(length // 3, 1)),
        ls.LinearWarmup(rate, max(length // 10, 1)),
        ls.OneCycle(rate, length),
    ][int(rng.integers(11))]
    settings: dict = {"learning_rate": schedule}
    if kind in ("Momentum", "Nesterov"):
        settings["momentum"] = float(rng.choice([0.0, 0.5, 0.9, 0.9, 0.99, 0.999]))
    if kind == "RMSProp":
        settings["alpha"] = float(rng.choice([0.5, 0.9, 0.99, 0.99]))
    if kind in ("Adam", "AdamW"):
        settings["beta1"] = float(rng.choice([0.0, 0.9, 0.9, 0.99]))
        settings["beta2"] = float(rng.choice([0.9, 0.99, 0.999, 0.999]))
    if rng.random() < 0.3:
        settings["weight_decay"] = between(1e-4, 10.0) if rng.random() < 0.3 else between(1e-4, 0.3)
    low, high = np.array(problem.window).T
    where = rng.random()
    start = rng.uniform(low, high)
    if where > 0.8:  # outside, or not far from it
        start = (low + high) / 2 + (start - (low + high) / 2) * 2.5
    elif where > 0.7:
        start = np.array(list(problem.starts.values())[int(rng.integers(len(problem.starts)))])
    elif where > 0.65 and problem.critical_points:
        start = problem.critical_points[int(rng.integers(len(problem.critical_points)))].weights
    batch = int(rng.choice([1, 4, 8])) if problem.dataset is not None and rng.random() < 0.15 else None
    batch = min(batch, len(problem.dataset)) if batch and problem.dataset is not None else None
    changes: tuple = ()
    if rng.random() < 0.15 and steps > 2:
        changes = ((int(rng.integers(1, steps + 1)), {"learning_rate": between(1e-3, top)}),)
    return Drawn(name, ls.OPTIMIZERS[kind](**settings), (float(start[0]), float(start[1])), steps, batch, changes)


def untrue(run: Drawn) -> list[str]:
    """What is not true of what the engine says of a run; nothing if all is."""
    path, problem = run.path(), grounds()[run.name]
    said = ls.verdict(path, problem)
    return _Case(run, path, problem, said.kind, said.sentence).wrong()


@dataclass(frozen=True)
class _Case:
    run: Drawn
    path: ls.Path
    problem: ls.Problem
    kind: str
    said: str

    @property
    def width(self) -> np.ndarray:
        return np.ptp(np.array(self.problem.window), axis=1)

    @property
    def w(self) -> np.ndarray:
        return self.path.weights[-1]

    @property
    def loss(self) -> float:
        return float(self.problem.objective(self.w))

    def inside(self, w: np.ndarray) -> bool:
        low, high = np.array(self.problem.window).T
        return bool(((w >= low) & (w <= high)).all())

    def slope(self, w: np.ndarray) -> np.ndarray:
        """By differences of heights, of the fourth order."""
        h = 1e-4 * self.width * np.eye(2)
        f = self.problem.objective
        return np.array([8 * (f(w + d) - f(w - d)) - (f(w + 2 * d) - f(w - 2 * d)) for d in h]) / (12 * np.diag(h))

    def bend(self, w: np.ndarray) -> np.ndarray:
        """By differences of slopes."""
        h = 1e-4 * self.width * np.eye(2)
        rows = np.array([(self.slope(w + d) - self.slope(w - d)) / (2 * d.sum()) for d in h])
        return (rows + rows.T) / 2

    def floor(self, reach: float, pull: float = 0.0) -> np.ndarray | None:
        """The place without slope next to the end."""
        w = self.w
        for _ in range(12):
            step = np.linalg.lstsq(self.bend(w) + pull * np.eye(2), self.slope(w) + pull * w, rcond=None)[0]
            w = w - step
            if not np.isfinite(w).all() or (np.abs(w - self.w) > reach * self.width).any():
                return None
        return w

    def around(self, w: np.ndarray, radius: float = 3e-3) -> np.ndarray:
        """Heights on a ring, above the height in its middle."""
        return np.asarray(self.problem.objective(w + radius * self.width * CIRCLE)) - float(self.problem.objective(w))

    def moved(self, path: ls.Path, since: int) -> float:
        """Of the window."""
        return float((np.abs(path.weights[since:] - path.weights[-1]) / self.width).max())

    def onward(self, steps: int) -> ls.Path:
        return ls.resume(self.path.tail(), steps)

    def boldest(self) -> float:
        """The highest rate within the next 3,000 steps."""
        schedule = at(self.run.optimizer, self.run.changes, self.run.steps).learning_rate
        ahead = range(self.run.steps, self.run.steps + 3000)
        return max(map(schedule, ahead)) if callable(schedule) else schedule

    def strays(self, steps: int) -> float:
        """How far from its end the run comes if it goes on, of the window."""
        return float((np.abs(self.onward(steps).weights - self.w) / self.width).max())

    def wrong(self) -> list[str]:
        with np.errstate(all="ignore"):
            check = getattr(self, "_" + self.kind.replace(" ", "_"))
            found = [*self._all(), *check()]
        return [f"{reason} | {self.kind}: {self.said} | {self.run}" for reason in found]

    def _all(self) -> list[str]:
        out = []
        if match := re.search(rf"loss ({NUMBER})", self.said):
            told = float(match[1].replace(",", "").rstrip("."))
            if np.isfinite(self.loss) and abs(told - self.loss) > 6e-3 * abs(self.loss) + 6e-5:
                out.append(f"the loss is {self.loss}")
        if match := re.search(rf"slope (?:is still |is |of only |here is )?({NUMBER})", self.said):
            told, steep = float(match[1].rstrip(".")), float(np.sqrt((self.slope(self.w) ** 2).sum()))
            if steep > 1e-8 and abs(told - steep) > 0.51 * 10 ** np.floor(np.log10(steep)) + 1e-9:
                out.append(f"the slope is {steep}")
        match = re.search(rf"= ({NUMBER}), above ({NUMBER})", self.said)
        if match and not float(match[1]) > float(match[2]):
            out.append("not above")
        lowest = heights(self.run.name).min()
        if "There is no lowest point" in self.said and self.run.name not in ("separable", "apart"):
            out.append("there is a lowest point")
        if "No single point is lowest" in self.said and self.run.name != "twins":
            out.append("one point is lowest")
        if "It is the lowest valley" in self.said and self.loss > lowest + 0.011:
            out.append(f"there is a height of {lowest}")
        match = re.search(rf"(?:lowest valley (?:is at|in the picture is higher:)) ({NUMBER})", self.said)
        if match and not abs(float(match[1].rstrip(".")) - lowest) < 0.02:
            out.append(f"the lowest height is {lowest}")
        if "as low as the lowest" in self.said and abs(self.loss - lowest) > 0.02:
            out.append(f"the lowest height is {lowest}")
        if "with more steps it moves on" in self.said and self.strays(1000) < 0.0099:
            out.append("it stays")
        told = re.search(rf"raises the learning rate(?: to ({NUMBER}))?", self.said)
        if told and not self.boldest() > float(self.path.learning_rates[-1]):
            out.append("the rate is never raised")
        quiet = {"almost down", "plateau", "short steps", "held by weight decay"}
        last = float(self.path.learning_rates[-1]) if len(self.path) else np.inf
        silent = self.kind in quiet and not told and not self.run.changes and self.boldest() > 1.01 * last
        if silent and (self.kind != "held by weight decay" or self.strays(3000) > 0.0101):
            out.append(f"its rate rises to {self.boldest()}, which is not said")
        if told and told[1] and abs(float(told[1].rstrip(".")) - self.boldest()) > 6e-3 * self.boldest():
            out.append(f"the rate is raised to {self.boldest()}")
        if "run out" in self.said:
            ahead = self.onward(min(max(self.run.steps, 1), 200))
            if self.moved(ahead, 0) > 0.05:
                out.append(f"it moves by {self.moved(ahead, 0)} of the window")
        return out

    def _diverged(self) -> list[str]:
        if self.path.stopped is ls.Stopped.DIVERGED:
            return []
        on = self.onward(1500)
        if on.stopped is ls.Stopped.DIVERGED:
            return []
        grown = np.abs(on.weights[-1]).max() / np.abs(self.path.weights).max()
        if not grown > 10:
            return [f"it grows by {grown} only"]
        return [] if self.stays_away(on) else ["it comes back"]

    def stays_away(self, on: ls.Path) -> bool:
        """Whether a run that has flown off stays away, as far as 20,000 steps show it."""
        furthest = np.abs(on.weights[-1]).max()
        on = ls.resume(on.tail(), 20_000)
        return on.stopped is ls.Stopped.DIVERGED or bool(np.abs(on.weights[-1]).max() > furthest / 10)

    def _in_valley(self, place: np.ndarray | None) -> list[str]:
        if place is None or (np.abs(place - self.w) > 0.012 * self.width).any():
            return ["no valley here"]
        out = []
        if not self.around(place).min() > 0:
            out.append("not a minimum")
        if np.sqrt((self.slope(self.w) ** 2).sum()) > 1.5e-4:
            out.append("it is not flat")
        if len(self.path) and (np.abs(self.path.weights[-1] - self.path.weights[-2]) > 0.011 * self.width).any():
            out.append("it is not at rest")
        if match := re.search(r"(?:in|after) ([\d,]+) steps?", self.said):
            since = int(match[1].replace(",", ""))
            if (np.abs(self.path.weights[since:] - place) > 0.0102 * self.width).any():
                out.append("it was away since")
            if since and not (np.abs(self.path.weights[since - 1] - place) > 0.0098 * self.width).any():
                out.append("it was there before")
        elif (np.abs(self.path.weights - place) > 0.0102 * self.width).any():
            out.append("not from the start")
        # It must not glide out of the valley by its own momentum.
        if self.run.batch_size is None and not self._bold_later() and "least push" not in self.said:
            on = self.onward(40)
            if (np.abs(on.weights - place) > 0.08 * self.width).any():
                out.append("it glides away")
        # Nor must a rate that its schedule raises throw it out, unless that is said.
        limited = isinstance(self.run.optimizer, (ls.GradientDescent, ls.Momentum, ls.Nesterov))
        quiet = not any(word in self.said for word in ("raises the learning rate", "least push"))
        if limited and quiet and self.run.batch_size is None and place is not None and self.strays(1000) > 0.08:
            out.append("it does not stay")
        return out

    def _bold_later(self) -> bool:
        """Whether the rate may rise again, or the rule forgets the slopes it has seen."""
        rule = self.run.optimizer
        changed = bool(self.run.changes)
        return (
            changed
            or isinstance(rule.learning_rate, (ls.WarmRestarts, ls.LinearWarmup, ls.OneCycle))
            or not (isinstance(rule, (ls.GradientDescent, ls.Momentum, ls.Nesterov)))
        )

    def _lowest(self) -> list[str]:
        out = self._in_valley(self.floor(0.03))
        if self.loss > heights(self.run.name).min() + 1e-4:
            out.append(f"there is a height of {heights(self.run.name).min()}")
        return out

    def _local_minimum(self) -> list[str]:
        place = self.floor(0.03)
        out = self._in_valley(place)
        if not heights(self.run.name).min() < self.loss - 1e-4:
            out.append("nothing is lower")
        if place is None:
            return out
        if "Caught" in self.said:
            on = self.onward(150)
            if (np.abs(on.weights - place) > 0.03 * self.width).any():
                out.append("it gets away")
        if match := re.search(rf"learning rate above ({NUMBER}) it could not rest", self.said):
            bold = replace(self.run.optimizer, learning_rate=1.01 * float(match[1]))  # type: ignore[type-var]
            steepest = np.linalg.eigh(self.bend(place))[1][:, -1]
            beside = place + 1e-5 * self.width.min() * steepest
            walk = ls.descend(self.problem.objective, bold, beside, 250)
            known = not self.run.optimizer.weight_decay and not self.run.changes
            known = known and not isinstance(self.run.optimizer.learning_rate, ls.OneCycle)
            if known and np.abs(walk.weights[-1] - place).max() <= np.abs(beside - place).max():
                out.append("it does rest")
        return out

    def _flat_valley(self) -> list[str]:
        ring = self.around(self.w)
        signs = np.linalg.eigvalsh(self.bend(self.w) * self.width * self.width[:, np.newaxis])
        out = [] if abs(signs[0]) < 1e-3 * signs[1] else ["it bends along every way"]
        if ring.min() < -1e-6:
            out.append("there is a lower point")
        # The lowest w1 + w2 of two equal columns, by halving.
        x, y = self.problem.dataset.x[:, 0], self.problem.dataset.y  # type: ignore[union-attr]
        low, high = -50.0, 50.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (low, middle) if x @ (1 / (1 + np.exp(-middle * x)) - y) > 0 else (middle, high)
        off = np.abs(self.path.weights.sum(axis=1) - low) / np.hypot(*self.width)  # both axes are equally wide
        if match := re.search(r"in ([\d,]+) steps?", self.said):
            since = int(match[1].replace(",", ""))
            if (off[since:] > 0.0102).any() or not off[since - 1] > 0.0098:
                out.append("it did not reach the line then")
        elif (off > 0.0102).any():
            out.append("it was not on the line from the start")
        if len(self.path) and self.moved(self.onward(40), 0) > 0.05 and not self._bold_later():
            out.append("it is not at rest")
        return out

    def _saddle(self) -> list[str]:
        ring = self.around(self.floor(0.03) if self.floor(0.03) is not None else self.w)
        return [] if ring.min() < 0 < ring.max() else ["not a saddle"]

    def _maximum(self) -> list[str]:
        place = self.floor(0.03)
        return [] if place is not None and self.around(place).max() < 0 else ["not a maximum"]

    def _valley_outside(self) -> list[str]:
        place = self.floor(0.03)
        out = self._in_valley(place)
        if place is not None and self.inside(place):
            out.append("it is inside")
        if "lowest valley is at" in self.said and self.loss < heights(self.run.name).min() - 1e-3:
            out.append("it is lower than the lowest")
        return out

    def _held_by_weight_decay(self) -> list[str]:
        rule = at(self.run.optimizer, self.run.changes, self.run.steps)
        decay = rule.weight_decay
        if abs(float(re.search(rf"Weight decay ({NUMBER})", self.said)[1]) - decay) > 6e-4 * decay:  # type: ignore[index]
            return [f"the decay is {decay}"]
        pull, slope = decay * self.w, self.slope(self.w)
        out = []
        if isinstance(self.run.optimizer, ls.AdamW):
            # Its step is as long as the rate, wherever the slope is not 0, and the decay takes rate times pull.
            against = (np.sign(pull) == -np.sign(slope)) & (np.abs(np.abs(pull) - 1) < 0.021)
            if not (against | (np.abs(slope) < 1.1e-4)).all():
                out.append(f"pull {pull} does not balance a step down slope {slope}")
        elif np.sqrt(((pull + slope) ** 2).sum()) > 0.15 * np.sqrt((slope**2).sum()) + 1e-6:
            out.append(f"decay {pull} does not balance slope {slope}")
        tried = re.search(r"at least ([\d,]+) more steps", self.said)
        until = "raises the learning rate" in self.said
        steps = int(tried[1].replace(",", "")) if tried else 1000 if until else 6000
        if self.strays(steps) > 0.0101:
            out.append(f"it goes on, by {self.strays(steps)} of the window within {steps} steps")
        return out

    def _almost_down(self) -> list[str]:
        place = self.floor(0.3)
        if place is None or not self.around(place).min() > 0:
            return ["no valley below"]
        above = self.loss - float(self.problem.objective(place))
        out = [] if -1e-9 <= above < 0.0101 else [f"the floor is {above} below"]
        if self.moved(self.path, -101 if len(self.path) > 100 else 0) > 0.0101:
            out.append("it moves a lot")
        return out

    def _rate_run_out(self) -> list[str]:
        told = re.search(rf"down to ({NUMBER})", self.said)
        last = float(self.path.learning_rates[-1])
        if told is not None and float(told[1]) == 0 and len(self.path):
            return [] if self.strays(300) == 0 or self.boldest() == 0 else ["there is some rate left"]
        close = told is not None and abs(float(told[1]) - last) <= 0.51 * 10 ** np.floor(np.log10(max(last, 1e-300)))
        return [] if close else [f"the last rate is {last}"]

    def _plateau(self) -> list[str]:
        out = [] if len(self.path) >= 100 else ["too early"]
        if np.sqrt((self.slope(self.w) ** 2).sum()) > 1.02e-3:
            out.append("too steep")
        if self.moved(self.path, -101) > 0.0101:
            out.append("it moves a lot")
        if "nearly level" in self.said and (rise := self.around(self.w, 0.05).max()) < 0.019:
            out.append(f"the ground beside it rises by {rise} only")
        if "On a plateau" in self.said:
            far = np.sqrt(((self.path.weights[-101:] - self.w) ** 2).sum(axis=-1)).max()
            told = float(re.search(rf"no further than ({NUMBER})", self.said)[1].rstrip("."))  # type: ignore[index]
            if far > told * (1 + 1e-9):
                out.append(f"it went {far}")
            if (rise := self.around(self.w, 0.05).max()) > 0.0201:
                out.append(f"the ground beside it rises by {rise}")
            place = self.floor(0.2)
            if place is not None and self.around(place).min() > 0 and np.linalg.eigvalsh(self.bend(self.w))[0] > 0:
                above = self.loss - float(self.problem.objective(place))
                if 0 <= above < 0.005:
                    out.append("it is almost down")
        return out

    def _left_the_window(self) -> list[str]:
        out = [] if not self.inside(self.w) else ["it is inside"]
        if not any(map(self.inside, self.path.weights)):
            out.append("it never was inside")
        return out

    def _swing(self) -> list[str]:
        late = self.path.losses[-50:]
        low, high = map(float, re.search(rf"between ({NUMBER}) and ({NUMBER})\.", self.said).groups())  # type: ignore[union-attr]
        out = []
        if abs(low - late.min()) > 1e-4 + 1e-4 * abs(low) or abs(high - late.max()) > 1e-4 + 1e-4 * abs(high):
            out.append(f"{late.min()} to {late.max()}")
        way = np.sign(np.diff(late))
        if not ((way > 0).any() and (way < 0).any()):
            out.append("it does not jump")
        return out

    def _never_settles(self) -> list[str]:
        out = self._swing()
        late = self.onward(1200 if self.inside(self.w) else 6000).losses[-50:]
        if np.ptp(late) < 3e-4:
            out.append(f"it settles: {late.min()} to {late.max()}")
        return out

    def _not_settled(self) -> list[str]:
        out = self._swing()
        if "less and less" in self.said:
            late = self.onward(3000).losses[-50:]
            if np.ptp(late) > 0.5 * np.ptp(self.path.losses[-50:]):
                out.append("it swings on")
        return out

    def _still_moving(self) -> list[str]:
        looked = min(max(self.run.steps, 1), 100)
        moved = self.moved(self.path, -looked - 1)
        out = [] if moved >= 0.9e-6 * looked else [f"it moved by {moved} of the window"]
        if len(self.path) and self.moved(self.path, -min(looked, 10) - 1) < 1e-6:
            out.append("it stands")
        if self.strays(300) < 1e-7:
            out.append("it never moves again")
        if "not yet in the picture" in self.said and any(map(self.inside, self.path.weights)):
            out.append("it was inside")
        if "not yet" not in self.said and not self.inside(self.w):
            out.append("it is outside")
        return out

    def _short_steps(self) -> list[str]:
        out = [] if len(self.path) >= 100 else ["too early"]
        looked, told = re.search(rf"the last (\d+) took it no further than ({NUMBER})", self.said).groups()  # type: ignore[union-attr]
        far = self.path.weights[-int(looked) - 1 :] - self.w
        if self.moved(self.path, -int(looked) - 1) > 1.1e-6 * int(looked):
            out.append("it moves")
        if np.sqrt((far**2).sum(axis=-1)).max() > float(told.rstrip(".")):
            out.append("it went further")
        steep = np.sqrt((self.slope(self.w) ** 2).sum())
        if steep < 1e-4 and "next to no slope" not in self.said:
            out.append("there is no slope")
        if steep > 1.02e-4 and "its steps are very short" not in self.said:
            out.append("there is a slope")
        return out

    def _too_early_to_tell(self) -> list[str]:
        return [] if self.run.steps < 100 else ["late"]
