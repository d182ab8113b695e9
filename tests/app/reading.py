"""How easily a text reads: the US school grade of Flesch and Kincaid (1975)."""

from __future__ import annotations

import re

import pyphen

_SYLLABLES = pyphen.Pyphen(lang="en_US")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


def syllables(word: str) -> int:
    """Syllables of a word: those between which it may be hyphenated, or its groups of vowels, if they are more.

    Hyphenation alone misses some ("many"), groups of vowels miss others ("idea"); a final e is silent, save in "table".
    """
    plain = word.lower()
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])es?$", "", plain)))
    return max(len(_SYLLABLES.inserted(plain).split("-")), groups, 1)


def grade(text: str) -> float:
    """The grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. A sentence ends with . ! ? or its line."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s|\n", text) if _WORD.search(part)]
    words = _WORD.findall(text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
