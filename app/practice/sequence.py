"""From a seed to its endless sequence of exercises: the textbook's three first, then number 1, 2, 3, ..."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from app.practice import contours, cross_entropy, land, steps
from app.practice.exercise import Exercise
from app.practice.textbook import TEXTBOOK

Maker = Callable[[str, np.random.Generator], Exercise]
KINDS: dict[str, Maker] = {
    "one": cross_entropy.one,
    "zero": cross_entropy.zero,
    "mean": cross_entropy.mean,
    "models": cross_entropy.models,
    "wanted": cross_entropy.wanted,
    "read-loss": contours.read_loss,
    "read-slope": contours.read_slope,
    "descent": steps.descent,
    "momentum": steps.momentum,
    "rule": steps.rule,
}
# A link without an edition is one of the first, whose sequences never change: a teacher's sheet is the same next year.
# The second has problems on minima, saddles, rates and schedules too, and asks for no rule that the lesson leaves out.
EDITIONS: dict[int, dict[str, Maker]] = {
    1: KINDS,
    2: {
        "one": cross_entropy.one,
        "zero": cross_entropy.zero,
        "mean": cross_entropy.mean,
        "models": cross_entropy.models,
        "wanted": cross_entropy.wanted,
        "read-loss": contours.read_loss,
        "read-slope": contours.read_slope,
        "descent": steps.descent,
        "rate": land.rate,
        "minima": land.minima,
        "saddle": land.saddle,
        "momentum": steps.momentum,
        "schedule": land.schedule,
        "which": steps.which,
    },
}
NEWEST = max(EDITIONS)
# What a kind is called in a list of results, where the exercise itself is not made again.
CALLED = {
    "one": "one example with label 1",
    "zero": "one example with label 0",
    "mean": "the mean over several examples",
    "models": "which model is better",
    "wanted": "from the loss back to the prediction",
    "read-loss": "read the loss off the level lines",
    "read-slope": "read a slope off the level lines",
    "descent": "one step of gradient descent",
    "momentum": "one step with momentum",
    "rule": "name the update",
    "rate": "the largest learning rate",
    "minima": "local and global minima",
    "saddle": "floor, pass or hilltop",
    "schedule": "the rate of a schedule",
    "which": "which rule took the step",
}
_TAG = 5  # keeps these random numbers apart from anybody else's with the same seed


@lru_cache(maxsize=512)
def exercise(seed: int, name: str, edition: int = 1) -> Exercise:
    """The exercise of a name: a slug of the textbook's, the same for all seeds, or a number from 1.

    What number n is depends on the seed, the edition and n only. Each run of as many as there are kinds holds every
    kind once, in an order of its own; the first begins as a learner would, with single examples.

    Raises:
        ValueError: another name.
    """
    if name in TEXTBOOK:
        return TEXTBOOK[name](name)
    if not (name.isascii() and name.isdigit() and int(name) >= 1):
        raise ValueError(f"name must be one of {', '.join(TEXTBOOK)} or a whole number from 1; got {name!r}")
    return EDITIONS[edition][kind_of(seed, name, edition)](name, _generator(edition, seed, int(name)))


def sheet_length(edition: int) -> int:
    """Exercises on a worksheet: one of each kind."""
    return len(EDITIONS[edition])


def kind_of(seed: int, name: str, edition: int = 1) -> str:
    """The kind of a numbered exercise, without making it."""
    block, place = divmod(int(name) - 1, sheet_length(edition))
    return order(seed, block, edition)[place]


def order(seed: int, block: int, edition: int = 1) -> tuple[str, ...]:
    """The kinds of one run, each once."""
    kinds = list(EDITIONS[edition])
    return tuple(kinds if block == 0 else _generator(edition, seed, 0, block).permutation(kinds).tolist())


def _generator(edition: int, *numbers: int) -> np.random.Generator:
    return np.random.default_rng([_TAG, *numbers, *([] if edition == 1 else [edition])])
