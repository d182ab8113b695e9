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

    # The hike. The store holds the hike as its address does; the reading holds what is felt where one stands.
    HIKE = "store-hike"
    HIKE_READING = "store-hike_reading"
    HIKE_SEED = "input-hike_seed"
    HIKE_GO = "button-hike_go"
    HIKE_BEARING = "input-hike_bearing"
    HIKE_LENGTH = "input-hike_length"
    HIKE_WALK = "button-hike_walk"
    HIKE_FOLLOW = "button-hike_follow"
    HIKE_FOLLOW_FAR = "button-hike_follow_far"
    HIKE_AGAIN = "button-hike_again"
    HIKE_NEXT = "button-hike_next"
    HIKE_YES = "button-hike_yes"
    HIKE_NO = "button-hike_no"
    HIKE_UNSURE = "button-hike_unsure"
    HIKE_AIM = "p-hike_aim"
    HIKE_SAID = "div-hike_said"
    HIKE_NOTICE = "div-hike_notice"
    HIKE_NUMBERS = "div-hike_numbers"
    HIKE_STEPS = "div-hike_steps"
    HIKE_DARK = "div-hike_dark"
    HIKE_REVEAL = "div-hike_reveal"
    HIKE_SURFACE = "graph-hike_surface"
    HIKE_CONTOUR = "graph-hike_contour"

    # The lesson's card. The first store holds the step's slug; the second the same once its question is answered or
    # skipped, so that the runs may be shown; the third the query of a scene that was watched to its end.
    LESSON = "store-lesson"
    LESSON_ANSWERED = "store-lesson_answered"
    LESSON_WATCHED = "store-lesson_watched"
    LESSON_CHOICE_1 = "button-lesson_choice_1"
    LESSON_CHOICE_2 = "button-lesson_choice_2"
    LESSON_CHOICE_3 = "button-lesson_choice_3"
    LESSON_CHOICE_4 = "button-lesson_choice_4"
    LESSON_GIVEN = "input-lesson_given"
    LESSON_ANSWER = "button-lesson_answer"
    LESSON_SKIP = "button-lesson_skip"
    LESSON_FORM = "div-lesson_form"
    LESSON_SAID = "div-lesson_said"
    LESSON_NOTICED = "div-lesson_noticed"

    # The practice page.
    PLACE = "store-place"
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
