"""What was done in this visit: kept by the page, in its memory only, and counted here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from app.practice.address import MOST_NUMBER, MOST_SEED, Place
from app.practice.answers import Outcome
from app.practice.sequence import CALLED, EDITIONS, exercise, kind_of
from app.practice.textbook import TEXTBOOK

_MOST = 300  # entries that are kept: they travel with every answer


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise of the visit.

    Attributes:
        seed: of its sequence; 0 for the textbook's, which all seeds share.
        problem: its name.
        wrong: tries that were wrong.
        hint: whether the hint was asked for.
        lines: how many lines of the solution are open.
        state: open, solved, or shown (the solution was opened before it was solved).
        edition: of its sequence; 1 for the textbook's.
    """

    seed: int
    problem: str
    wrong: int = 0
    hint: bool = False
    lines: int = 0
    state: str = "open"
    edition: int = 1

    @property
    def key(self) -> tuple[int, str, int]:
        """What tells it from every other."""
        return self.seed, self.problem, self.edition

    @property
    def unaided(self) -> bool:
        """Solved at the first try, without a hint."""
        return self.state == "solved" and self.wrong == 0 and not self.hint


@dataclass(frozen=True, slots=True)
class Visit:
    """The exercises of a visit, in the order of their first touch."""

    entries: tuple[Entry, ...] = ()

    def at(self, place: Place) -> Entry:
        """The entry of an exercise, fresh if it was not touched yet."""
        seed, edition = (0, 1) if place.problem in TEXTBOOK else (place.seed, place.edition)
        fresh = Entry(seed, place.problem, edition=edition)
        return next((entry for entry in self.entries if entry.key == fresh.key), fresh)

    def put(self, entry: Entry) -> Visit:
        """The visit with an entry in its newest state."""
        same = [old.key == entry.key for old in self.entries]
        if any(same):
            return Visit(tuple(entry if is_it else old for is_it, old in zip(same, self.entries, strict=True)))
        return Visit((*self.entries, entry)[-_MOST:])

    def answered(self, place: Place, outcome: Outcome) -> Visit:
        """After an answer: only a wrong one counts as a failed try, and nothing counts once all is known."""
        entry = self.at(place)
        if entry.state != "open" or outcome not in (Outcome.RIGHT, Outcome.WRONG):
            return self.put(entry) if entry.state != "open" else self
        return self.put(
            replace(entry, state="solved") if outcome is Outcome.RIGHT else replace(entry, wrong=entry.wrong + 1)
        )

    def hinted(self, place: Place) -> Visit:
        """After a wrong answer that tells nothing: the hint comes by itself."""
        return self.put(replace(self.at(place), hint=True))

    def helped(self, place: Place) -> Visit:
        """After asking for more: first the hint, then the solution line by line."""
        entry = self.at(place)
        if not entry.hint and entry.state == "open":
            return self.put(replace(entry, hint=True))
        most = len(exercise(*place.key).solution)
        state = "shown" if entry.state == "open" else entry.state
        return self.put(replace(entry, lines=min(entry.lines + 1, most), state=state))

    @property
    def solved(self) -> int:
        """Exercises solved."""
        return sum(entry.state == "solved" for entry in self.entries)

    @property
    def finished(self) -> tuple[Entry, ...]:
        """Exercises solved or given up."""
        return tuple(entry for entry in self.entries if entry.state != "open")

    @property
    def unaided(self) -> int:
        """Exercises solved at the first try without a hint."""
        return sum(entry.unaided for entry in self.entries)

    @property
    def streak(self) -> int:
        """Exercises solved in a row, up to now; opening a solution first ends it."""
        count = 0
        for entry in reversed(self.finished):
            if entry.state != "solved":
                break
            count += 1
        return count

    def data(self) -> list[dict[str, Any]]:
        """For the page to keep."""
        return [asdict(entry) for entry in self.entries]

    @classmethod
    def from_data(cls, data: Any) -> Visit:
        """What a page kept; whatever cannot be is left out, whoever sent it."""
        visit = cls()
        for each in data[:_MOST] if isinstance(data, list) else []:
            if isinstance(each, dict) and (entry := _entry(each)):
                visit = visit.put(entry)
        return visit

    def report(self, date: str, link: str) -> str:
        """The visit as plain text to hand in."""
        lines = [f"Loss Landscape practice, {date}", *([link] if link else []), self.sentence(), ""]
        for entry in self.finished:
            if entry.problem in TEXTBOOK:
                where, what = "textbook", exercise(entry.seed, entry.problem).title
            else:
                where, what = f"seed {entry.seed}, problem {entry.problem}", CALLED[kind_of(*entry.key)]
            lines.append(f"{where}: {what}: {told(entry)}")
        return "\n".join(lines).rstrip() + "\n"

    def sentence(self) -> str:
        """The score in words."""
        if not self.finished:
            return "No problem solved yet."
        number = len(self.finished)
        return (
            f"{self.solved} of {number} solved, {self.unaided} at the first try without a hint; streak {self.streak}."
        )


def told(entry: Entry) -> str:
    """One exercise's result in words."""
    if entry.state == "shown":
        return "solution opened"
    tries = f"try {entry.wrong + 1}" if entry.wrong else "the first try"
    return f"solved at {tries}{', with the hint' if entry.hint else ''}"


def _entry(each: dict[str, Any]) -> Entry | None:
    seed, problem, wrong, lines = (each.get(name) for name in ("seed", "problem", "wrong", "lines"))
    whole = all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= MOST_SEED for n in (seed, wrong, lines))
    known = isinstance(problem, str) and (
        problem in TEXTBOOK or (problem.isascii() and problem.isdigit() and 1 <= int(problem[:6]) <= MOST_NUMBER)
    )
    state, edition = each.get("state"), each.get("edition", 1)
    if not (whole and known and edition in list(EDITIONS) and isinstance(edition, int)) or state not in (
        "open",
        "solved",
        "shown",
    ):
        return None
    return Entry(seed, problem, wrong, each.get("hint") is True, lines, state, edition)  # type: ignore[arg-type]
