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

    SURFACE = "graph-surface"
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


def control(field: str) -> Id:
    """The id of the control of a scene's field."""
    return Id(f"input-{field}")


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
