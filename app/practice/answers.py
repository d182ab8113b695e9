"""Judging an answer: right, nearly right, a mistake that has a name, wrong, or no answer at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.link.fields import read_number
from app.practice.exercise import Exercise, Mistake
from app.practice.words import rounded

_LONGEST = 40  # characters of an answer that are shown back
_PREFIX = re.compile(r"\s*(?:[A-Za-z]\w{0,8}\s*)?[=≈~]\s*")  # "L = 0.105", "≈ 0.105"
# "22x", "22 ×", "22 times worse", "22-fold": how people say a ratio, and so does a textbook
_TIMES = re.compile(
    r"\s*(?:-?\s?fold|(?:[x×]|times)(?:\s*(?:as|worse|more|larger|bigger|higher|greater)\b.*)?)\s*\.?\s*", re.IGNORECASE
)
_NEAR = 4.0  # tolerances


class Outcome(StrEnum):
    """What an answer comes to. Only `WRONG` counts as a try that failed."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of an answer.

    Attributes:
        outcome: what it comes to.
        sentences: what to say, Markdown.
        mistakes: the kinds of the mistakes that were recognised.
        values: what was answered, as numbers; empty where nothing could be read.
    """

    outcome: Outcome
    sentences: tuple[str, ...]
    mistakes: tuple[str, ...] = ()
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    decimals: int  # digits after the point, as typed
    percent: bool


def judge(exercise: Exercise, texts: Sequence[str]) -> Judgement:
    """What an answer comes to.

    Args:
        exercise: what was asked.
        texts: what was typed, one text for each field; for options the number of the chosen one.
    """
    if exercise.options:
        text = texts[0] if texts else ""
        judgement = _judge_choice(exercise, text)
        return judgement if judgement.outcome is Outcome.UNREAD else replace(judgement, values=(float(text),))
    padded = [*texts[: len(exercise.labels)], *[""] * (len(exercise.labels) - len(texts))]
    numbers: list[_Number] = []
    for label, text in zip(exercise.labels, padded, strict=True):
        number = _read(text, times="times" in label.lower())
        if number is None:
            return Judgement(Outcome.UNREAD, (_unread(label if len(padded) > 1 else "", text),))
        numbers.append(number)
    return replace(
        _judge_numbers(exercise, numbers), values=tuple(n.value / 100 if n.percent else n.value for n in numbers)
    )


def _judge_choice(exercise: Exercise, text: str) -> Judgement:
    if text not in {str(index) for index in range(len(exercise.options))}:
        return Judgement(Outcome.UNREAD, ("Choose one of the answers first.",))
    if int(text) == exercise.values[0]:
        return Judgement(Outcome.RIGHT, ("Right.",))
    return _named([mistake for mistake in exercise.mistakes if mistake.values[0] == int(text)])


def _judge_numbers(exercise: Exercise, numbers: list[_Number]) -> Judgement:
    values = [number.value for number in numbers]
    right = [
        abs(value - wanted) <= slack
        for value, wanted, slack in zip(values, exercise.values, exercise.tolerances, strict=True)
    ]
    if all(right) and not any(number.percent for number in numbers):
        exact = " and ".join(rounded(value) for value in exercise.values)
        return Judgement(Outcome.RIGHT, ("Right.", f"To three decimals: {exact}."))
    if any(number.percent for number in numbers):
        return _judge_percent(exercise, numbers)
    if not exercise.picture and all(
        ok or _coarse(n, wanted) for ok, n, wanted in zip(right, numbers, exercise.values, strict=True)
    ):
        return Judgement(Outcome.CLOSE, ("That is right as far as it goes, but too coarse: give one more digit.",))
    found = [mistake for mistake in exercise.mistakes if _fits(mistake, values)]
    if found:
        return _named(found[:1])
    turned = [-value for value in values]
    sign = next((mistake for mistake in exercise.mistakes if mistake.kind == "sign"), None)
    also = [mistake for mistake in exercise.mistakes if mistake.kind != "sign" and _fits(mistake, turned)]
    if sign and also:
        return _named([sign, also[0]])
    near = all(
        abs(value - wanted) <= _NEAR * slack
        for value, wanted, slack in zip(values, exercise.values, exercise.tolerances, strict=True)
    )
    if near:
        return Judgement(Outcome.CLOSE, ("Very close. Calculate with more digits, and round only at the end.",))
    said = exercise.otherwise(values) if exercise.otherwise else ""
    more = (said,) if said else ()
    if any(right):
        good = " and ".join(label for label, ok in zip(exercise.labels, right, strict=True) if ok)
        return Judgement(Outcome.WRONG, (f"{good} is right. The other number is not, yet.", *more))
    return Judgement(Outcome.WRONG, ("Not yet.", *more))


def _judge_percent(exercise: Exercise, numbers: list[_Number]) -> Judgement:
    """A sign for per cent: right as a share or not, the answer is asked for as a plain number."""
    shares = [_Number(n.value / 100 if n.percent else n.value, n.decimals + 2, percent=False) for n in numbers]
    if _judge_numbers(exercise, shares).outcome is Outcome.RIGHT:
        share = " and ".join(f"{number.value:g}" for number in shares)
        return Judgement(
            Outcome.CLOSE, (f"That is right as a percentage. Write it as a plain number: {share}.",), ("percent",)
        )
    sentence = "A loss is no percentage, and a probability lies between 0 and 1: give a plain number."
    return Judgement(Outcome.WRONG, (sentence,), ("percent",))


def _named(mistakes: list[Mistake]) -> Judgement:
    sentences = tuple(mistake.sentence for mistake in mistakes) or ("Not this one.",)
    return Judgement(Outcome.WRONG, sentences, tuple(mistake.kind for mistake in mistakes))


def _fits(mistake: Mistake, values: Sequence[float]) -> bool:
    return all(
        wanted is None or abs(value - wanted) <= mistake.tolerance(i)
        for i, (value, wanted) in enumerate(zip(values, mistake.values, strict=True))
    )


def _coarse(number: _Number, wanted: float) -> bool:
    """Whether it is the right value rounded or cut to so few digits that it says too little; 0 says nothing."""
    unit = 10.0**-number.decimals
    return number.value != 0 and number.decimals < 2 and abs(number.value - wanted) < unit and number.value * wanted > 0


def _read(text: str, *, times: bool) -> _Number | None:
    """A number as people write one, with ``times`` also as they say how many times; ``None`` where there is none."""
    bare = _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text
    if times and (said := re.fullmatch(rf"(?:about\s+)?(.*?\d[.,]?)(?:{_TIMES.pattern})", bare.strip(), re.IGNORECASE)):
        bare = said[1]
    percent = bare.rstrip().endswith("%")
    bare = bare.rstrip().removesuffix("%")
    try:
        value = read_number(bare)
    except ValueError:
        return None
    mantissa = re.split(r"[eE]", bare.strip())[0]
    decimals = len(re.split(r"[.,]", mantissa)[1]) if re.search(r"[.,]", mantissa) else 0
    return _Number(value, decimals if "e" not in bare.lower() else 9, percent)


def _unread(label: str, text: str) -> str:
    where = f" for {label}" if label else ""
    if not text.strip():
        return f"Write a number{where} first, such as 0.25 or 0,25. This cost you nothing."
    shown = text.strip() if len(text.strip()) <= _LONGEST else text.strip()[:_LONGEST] + "…"
    plain = re.sub(r"([\\`*_{}\[\]()<>#+.!|$&~^-])", r"\\\1", " ".join(shown.split()))
    return f"“{plain}” is not a number that I can read. Write it like 0.25 or 0,25{where}. This cost you nothing."
