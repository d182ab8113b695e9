"""A hike and its address: ``seed=3&walk=225:0.5~190:0.2``, bearing and length of each step."""

from __future__ import annotations

import re
from dataclasses import replace

from app.hike.starts import begin
from app.hike.walk import LONGEST, MOST_STEPS, SHORTEST, Hike, Move, inside
from app.link.fields import Field, choice, read_number, read_query, write_number
from app.runs.results import Results
from app.runs.scene import BY_NAME

LOWEST_SEED, HIGHEST_SEED = 1, 999_999
GUESSES = ("yes", "no", "unsure")  # what the learner says of the valley before the blindfold comes off
_TOO_LONG = 4000  # characters of an address


def read(results: Results, query: str) -> tuple[Hike, tuple[str, ...]]:
    """The hike of an address, and a sentence for each thing in it that cannot be used."""
    try:
        given = dict(reversed(read_query(query, longest=_TOO_LONG)))
    except ValueError as error:
        return begin(results, LOWEST_SEED), (str(error),)
    seed, complaints = LOWEST_SEED, []
    try:
        seed = read_seed(given.get("seed", str(LOWEST_SEED)))
    except ValueError as wrong:
        complaints.append(f"{wrong} Hike {seed} is shown instead.")
    hike = begin(results, seed)
    try:
        walk = read_walk(given.get("walk", ""))
    except ValueError:
        walk = ()
        complaints.append("The steps in the address are damaged. The hike begins at its start instead.")
    if walk and not inside(replace(hike, moves=walk)):
        walk = ()
        complaints.append("The steps in the address lead out of the landscape. The hike begins at its start instead.")
    guess = given.get("guess", "")
    if guess not in ("", *GUESSES):
        guess = ""
        complaints.append("The address says “guess” with a word that is not known here. The blindfold stays on.")
    return replace(hike, moves=walk, guess=guess), tuple(complaints)


def read_seed(text: str) -> int:
    """The number of a hike.

    Raises:
        ValueError: with a sentence for the reader.
    """
    try:
        value = read_number(text, LOWEST_SEED, HIGHEST_SEED)
    except ValueError:
        value = 0.5
    if value != int(value):
        shown = text if len(text) <= 40 else text[:40] + "…"
        got = f"got “{shown}”" if shown.strip() else "the box is empty"
        raise ValueError(
            f"The number of the hike must be a whole number from {LOWEST_SEED} to {HIGHEST_SEED}; {got}."
        ) from None
    return int(value)


def write(hike: Hike) -> str:
    """The query of a hike, without ``?``."""
    parts = [f"seed={hike.seed}"]
    if hike.moves:
        parts.append("walk=" + "~".join(f"{write_number(b)}:{write_number(n)}" for b, n in hike.moves))
    if hike.guess:
        parts.append(f"guess={hike.guess}")
    return "&".join(parts)


def read_walk(text: str) -> tuple[Move, ...]:
    """Moves as `write` writes them.

    Raises:
        ValueError: anything else.
    """
    parts = text.split("~") if text else []
    if len(parts) > MOST_STEPS or not all(re.fullmatch(r"[^:]+:[^:]+", part) for part in parts):
        raise ValueError("not a walk")
    pairs = [part.split(":") for part in parts]
    return tuple((read_number(b, 0, 360) % 360, read_number(n, SHORTEST, LONGEST)) for b, n in pairs)


FIELDS = (
    Field(
        "seed",
        "The number of the hike",
        read_seed,
        str,
        f"a whole number from {LOWEST_SEED} to {HIGHEST_SEED}",
        about="the landscape and the start; the first seven lead from easy to hard",
    ),
    Field(
        "walk",
        "The walk",
        read_walk,
        str,
        f"at most {MOST_STEPS} steps such as “225:0.5~190:0.2”",
        about="the steps so far: direction in degrees and length of each",
    ),
    choice(
        "guess", "The guess", GUESSES, about="what was said before the blindfold came off; with it the hike is over"
    ),
    BY_NAME["theme"],
)
