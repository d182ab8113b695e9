"""Every component id, as ``kind-name``, in one place: layout, callbacks, scripts and tests agree by it."""

from __future__ import annotations

from enum import StrEnum


class Id(StrEnum):
    """Ids on the page."""

    LOCATION = "location-address"
    ADDRESS = "store-address"
    PAGE = "div-page"

    RUN = "store-run"
    LANDSCAPE = "store-landscape"
    MODE = "store-mode"
    FIGURES = "store-figures"
    REQUEST = "store-request"
    PIECE = "store-piece"
    LOOK = "store-look"
    PREDICTION = "store-prediction"

    SURFACE = "graph-surface"
    CONTOUR = "graph-contour"
    CURVE = "graph-curve"
    MODEL = "graph-model"
    ABOUT = "div-about"
    NOTICE = "div-notice"
    OUTCOME = "div-outcome"

    PROBLEM = "input-problem"
    START = "input-start"
    RUNS = "input-runs"
    OPTIMIZER = "input-optimizer"
    LEARNING_RATE = "input-learning_rate"
    MOMENTUM = "input-momentum"
    SCHEDULE = "input-schedule"
    STEPS = "input-steps"
    THEME = "input-theme"
    SPEED = "input-speed"

    # The practice page.
    PLACE = "store-place"
    SHOWN = "store-shown"
    VISIT = "store-visit"
    EXERCISE = "div-exercise"
    EXERCISE_TITLE = "h2-practice"
    ANSWER = "form-answer"
    FEEDBACK = "div-feedback"
    HELP = "button-help"
    OPENED = "div-opened"
    BACK = "button-back"
    NEXT = "button-next"
    SEED = "input-seed"
    NEW_SEED = "button-seed"
    SHEETS = "div-sheets"
    SCORE = "div-score"
    HANDOUT = "div-handout"
    CALCULATOR = "div-calculator"


def control(field: str) -> Id:
    """The id of the control of a scene's field."""
    return Id(f"input-{field}")
