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
    SIGHT = "store-sight"
    WISH = "store-wish"
    ANSWERED = "store-answered"
    BASIN_REQUEST = "store-basin-request"
    BASIN_PART = "store-basin-part"
    CODE_REQUEST = "store-code-request"
    CODE = "store-code"

    CONTOUR = "graph-contour"
    CURVE = "graph-curve"
    RATE = "graph-rate"
    MODEL = "graph-model"
    ABOUT = "div-about"
    NOTICE = "div-notice"
    OUTCOME = "div-outcome"
    WHY = "div-why"

    PROBLEM = "input-problem"
    DATA = "input-data"
    SCALING = "input-scaling"
    START = "input-start"
    STEPS = "input-steps"
    SEED = "input-seed"
    RUNS = "input-runs"
    OPTIMIZER = "input-optimizer"
    LEARNING_RATE = "input-learning_rate"
    MOMENTUM = "input-momentum"
    BETA1 = "input-beta1"
    BETA2 = "input-beta2"
    ALPHA = "input-alpha"
    EPS = "input-eps"
    WEIGHT_DECAY = "input-weight_decay"
    SCHEDULE = "input-schedule"
    BATCH_SIZE = "input-batch_size"
    HEIGHT = "input-height"
    CUT = "input-cut"
    LINES = "input-lines"
    COLOURS = "input-colours"
    ARROWS = "input-arrows"
    CURVE_SCALE = "input-curve"
    THEME = "input-theme"
    SPEED = "input-speed"

    # The hike. The first store holds the hike as its address does, the reading what is felt where one stands, and the
    # land what was hidden: nothing before the blindfold is off.
    TEACH_OPEN = "store-teach_open"
    TEACH_ENDS = "ul-teach_"  # and the name of a scene

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
    HIKE_MAIN = "main-hike"
    HIKE_LAND = "store-hike_land"
    HIKE_TAKEN = "store-hike_taken"
    HIKE_REVEAL = "div-hike_reveal"
    HIKE_SCALE = "div-hike_scale"

    # The lesson's card. The first store holds the step's slug; the second the same once its question is answered or
    # skipped, so that the runs may be shown; the third the queries of the scenes that were tried. The last
    # two are those of the check: its questions, and the answers given.
    LESSON = "store-lesson"
    LESSON_ANSWERED = "store-lesson_answered"
    LESSON_WATCHED = "store-lesson_watched"
    LESSON_DIAGRAM = "div-lesson_diagram"
    LESSON_CARD = "div-lesson_card"
    LESSON_PROGRESS = "div-lesson_progress"
    LESSON_WAY = "div-lesson_way"
    LESSON_TRY = "div-lesson_try"
    LESSON_HINT = "div-lesson_hint"
    LESSON_CHECK = "div-lesson_check"
    LESSON_CHECKED = "store-lesson_checked"
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
    LESSON_STAGE = "div-lesson_stage"

    # The practice page.
    PLACE = "store-place"
    SHOWN = "store-shown"
    VISIT = "store-visit"
    EXERCISE = "div-exercise"
    EXERCISE_TITLE = "h2-practice"
    PRACTICE_STAGE = "div-practice-stage"
    PRACTICE_DOCK = "div-practice-dock"
    ANSWER = "form-answer"
    FEEDBACK = "div-feedback"
    HELP = "button-help"
    OPENED = "div-opened"
    BACK = "button-back"
    NEXT = "button-next"
    PRACTICE_SEED = "input-practice_seed"
    NEW_SEED = "button-seed"
    SHEETS = "div-sheets"
    SCORE = "div-score"
    HANDOUT = "div-handout"
    CALCULATOR = "div-calculator"


def control(field: str) -> Id:
    """The id of the control of a scene's field."""
    return Id(f"input-{field}")


def lesson_control(field: str) -> str:
    """The id of a control that stands in a sentence of the lesson; it follows the one of the same field in the rail."""
    return f"input-lesson_control_{field}"


class NetworkId(StrEnum):
    """Ids on the page on networks."""

    RUN = "store-net-run"
    REQUEST = "store-net-request"
    REPLY = "store-net-reply"

    PROGRESS = "graph-net-progress"
    NOTICE = "div-net-notice"
    OUTCOME = "div-net-outcome"
    CLAIM = "div-net-claim"

    PRESET = "input-net-preset"
    SPEED = "input-net-speed"


def network_control(field: str) -> str:
    """The id of the control of a field of the page on networks."""
    return f"input-net-{field}"
