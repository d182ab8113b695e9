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
