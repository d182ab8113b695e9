"""The dialog that makes a link and the code of a frame; its script is ``assets/share.js``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from dash import html

from app.kit.text import load
from app.link.frame import GROUPS, PARTS, WHOLE

# The parts of the lab that a frame shows where nobody has chosen yet: the pictures and how they are played.
_PLAYED = ("surface", "contour", "player", "outcome", WHOLE)
_FIRST = {"/": _PLAYED, "/networks": _PLAYED}
_WORDS = load("words/share").meta
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
def _tables(path: str) -> str:
    """The dialog's words, and what can be chosen of a page; the page for teachers shares scenes of all others."""
    pages = {
        each: {
            "title": TITLES[each],
            "parts": [[name, label] for name, label in PARTS[each].items()],
            "first": _FIRST.get(each, tuple(PARTS[each])),
            "locks": [[name, _LOCKS[name]] for name in GROUPS[each]],
        }
        for each in (PARTS if path == "/teach" else (path,))
    }
    return json.dumps({"words": dict(_WORDS), "pages": pages}, separators=(",", ":"), ensure_ascii=False)


def share(path: str) -> list[Any]:
    """The button, and the dialog that it opens: empty until the page's script fills it."""
    button = html.Button(
        "Share",
        type="button",
        disable_n_clicks=True,
        title="Link to what is shown, or code for a course page",
        **{"data-share": ""},
    )
    dialog = html.Dialog(className="share", **{"data-share-dialog": _tables(path), "aria-labelledby": "share-title"})
    return [button, dialog]
