"""Practice: exercises whose numbers and keys the engine computes, and the judging of answers. Pure, and without Dash.

What the page calls a problem is an `Exercise` here, because a `losscore.Problem` is a landscape.
"""

from app.practice.address import DEFAULT, Place, read_place, write_place
from app.practice.answers import Judgement, Outcome, judge
from app.practice.exercise import Exercise, Mistake
from app.practice.sequence import NEWEST, exercise, sheet_length
from app.practice.textbook import TEXTBOOK
from app.practice.visit import Entry, Visit

__all__ = [
    "DEFAULT",
    "NEWEST",
    "TEXTBOOK",
    "Entry",
    "Exercise",
    "Judgement",
    "Mistake",
    "Outcome",
    "Place",
    "Visit",
    "exercise",
    "judge",
    "read_place",
    "sheet_length",
    "write_place",
]
