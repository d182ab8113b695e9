"""Which of two class names is 1: by their meaning where it is known, by value for numbers, else by the alphabet."""

from __future__ import annotations

from collections.abc import Sequence

_PAIRS = (  # what is 0 / what is 1
    "no/yes n/y false/true f/t failed/passed fail/pass off/on absent/present negative/positive neg/pos lost/won",
    "benign/malignant healthy/sick died/survived dead/alive ham/spam",
    "nein/ja n/j falsch/richtig falsch/wahr durchgefallen/bestanden aus/an negativ/positiv non/oui faux/vrai",
    "échoué/réussi no/si no/sí falso/verdadero falso/vero não/sim nao/sim nee/ja nej/ja nei/ja nie/tak ne/ano ei/kyllä",
)
_KNOWN = {tuple(pair.split("/")) for line in _PAIRS for pair in line.split()}
_NOT = ("not ", "no ", "non ", "non-", "nicht ", "kein ", "keine ", "pas ", "un", "in")


def key(name: str) -> str:
    """What two spellings of one class have in common."""
    return " ".join(name.casefold().split())


def ordered(one: str, other: str, numbers: Sequence[float | None]) -> tuple[str, str]:
    """Two class names, 0 first. ``numbers`` are their values where both are numbers."""
    first, second = numbers
    if first is not None and second is not None:
        return (one, other) if first < second else (other, one)
    for zero, positive in ((one, other), (other, one)):
        keys = (key(zero), key(positive))
        if keys in _KNOWN or any(keys[0] == word + keys[1] for word in _NOT):
            return zero, positive
    return (one, other) if (key(one), one) < (key(other), other) else (other, one)
