"""The dialog that makes a link and the code of a frame; its script is ``assets/share.js``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from dash import html

from app.frame import ALL, GROUPS, PARTS

# The parts of the lab that a frame shows where nobody has chosen yet: the pictures and how they are played.
_FIRST = {"/": ("surface", "contour", "player", "outcome"), "/networks": ("surface", "contour", "player", "outcome")}
_LOCKS = {
    "landscape": "Landscape",
    "start": "Start",
    "runs": "Runs",
    "pictures": "Pictures",
    "camera": "Camera",
    "network": "Network",
    "training": "Training",
}
TITLES = {
    "/": "Loss landscape",
    "/hike": "A hike with your eyes closed",
    "/networks": "The loss landscape of a network",
    "/practice": "Practice: loss and its landscape",
    "/teach": "Loss Landscape for teachers",
}


@cache
def _tables() -> str:
    pages = {
        path: {
            "title": TITLES[path],
            "parts": [[name, label] for name, label in PARTS[path].items()],
            "first": _FIRST.get(path, tuple(PARTS[path])),
            "locks": [[name, _LOCKS[name]] for name in GROUPS[path]],
        }
        for path in PARTS
    }
    return json.dumps({"pages": pages, "all": ALL})


def share() -> list[Any]:
    """The button, and the dialog that it opens: empty until the page's script fills it."""
    button = html.Button(
        "Share",
        type="button",
        disable_n_clicks=True,
        title="Link to what is shown, or code for a course page",
        **{"data-share": ""},
    )
    dialog = html.Dialog(className="share", **{"data-share-dialog": _tables(), "aria-labelledby": "share-title"})
    return [button, dialog]
