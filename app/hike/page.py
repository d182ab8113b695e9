"""The hike: what was felt on a hidden ground, the instruments, and, once the blindfold is off, what it was."""

from __future__ import annotations

import json
from typing import Any

from dash import dcc, html

from app.figures.marks import LOCAL, SADDLE, STAR
from app.hike.ending import Ending, Walker, counted
from app.hike.link import write
from app.hike.walk import MOST_STEPS, Hike, Track, track
from app.hike.words import degrees, feeling, short_degrees, standing
from app.kit.components import Quantity
from app.kit.header import header
from app.kit.ids import Id
from app.kit.panel import camera
from app.kit.text import load
from app.link.fields import write_number
from app.runs.scene import to_link

FAR = 5  # steps at once that follow the slope
FIRST_LENGTH = "0.5"
_ROSE = (
    "The ground underfoot. Left and right arrow keys turn your next step, with Shift in small turns; up and down arrow "
    "keys make it longer and shorter; Home turns it downhill; Enter walks."
)
_LAND = "The ground. Arrow keys turn it."
_DRAWN = ("aim", "east", "north", "edge", "you", "start")  # words that the page writes into its pictures


def hike_page(
    hike: Hike, complaints: tuple[str, ...], theme: str, mode: str, reveal: list[Any], land: dict[str, Any] | None
) -> html.Div:
    """The whole page.

    Args:
        hike: what the address holds.
        complaints: sentences about what the address asked for and could not have.
        theme: what was chosen: auto, light or dark.
        mode: what it comes to: light or dark.
        reveal: what is said when the blindfold is off (see `revealed`), else nothing.
        land: what was hidden, when the blindfold is off.
    """
    felt = track(hike)
    return html.Div(
        [
            dcc.Store(id=Id.HIKE, data=write(hike)),
            dcc.Store(id=Id.HIKE_READING, data=reading(hike, felt)),
            dcc.Store(id=Id.HIKE_LAND, data=land),
            dcc.Store(id=Id.HIKE_TAKEN, data=[]),
            header("/hike", theme, mode),
            html.Div(
                [html.P(sentence) for sentence in complaints], id=Id.HIKE_NOTICE, className="hike-notice", role="status"
            ),
            html.Main([_story(hike, felt, reveal), _stage(hike)], id=Id.HIKE_MAIN, className=main_class(hike)),
        ]
    )


def main_class(hike: Hike) -> str:
    """How the style sheet knows whether the blindfold is off: what is of use only before or only then goes by it."""
    return "lab hike revealed" if hike.revealed else "lab hike"


def _story(hike: Hike, felt: Track, reveal: list[Any]) -> html.Section:
    """What one reads: the task, the instruments and the question; in the end what was hidden."""
    return html.Section(
        [
            html.Div(
                [html.H2("A hike with your eyes closed", className="title"), html.P(_WORDS["task"])],
                className="hike-task when-dark",
                **{"data-part": "task"},
            ),
            html.Div(numbers(hike, felt), id=Id.HIKE_NUMBERS, className="when-dark"),
            html.Div(
                said(hike, felt),
                id=Id.HIKE_SAID,
                className="hike-said",
                role="status",
            ),
            html.Div(reveal, id=Id.HIKE_REVEAL),
            html.Div(
                [html.Div(steps(hike, felt), id=Id.HIKE_STEPS), _tone()],
                className="hike-extras when-dark",
            ),
            html.Div(_question(), className="hike-try when-dark"),
            html.P(_WORDS["length"], className="help hike-why when-dark", **{"aria-hidden": "true"}),
            _which(hike),
        ],
        className="story",
        **{"aria-label": "The hike"},
    )


def _stage(hike: Hike) -> html.Section:
    """Where one looks: the ground with the rose on it, in the end land and map; in front of them the dock."""
    return html.Section(
        [
            html.Div(
                className="plot-frame hike-land",
                tabIndex="0",
                role="group",
                **{"data-hike-panel": "land", "data-part": "surface", "aria-label": _LAND},
            ),
            html.Div(
                html.Div(className="hike-map", **{"data-hike-map": ""}),
                className="hike-side",
            ),
            html.Div(scale(hike), id=Id.HIKE_SCALE, className="hike-scale"),
            html.Div(
                className="hike-rose when-dark",
                tabIndex="0",
                role="group",
                **{"data-hike-rose": "", "aria-label": _ROSE},
            ),
            *[_lost(kind) for kind in ("none", "lost")],
            html.Div(
                [_turns(), html.P("", id=Id.HIKE_AIM, className="hike-aim when-dark")],
                className="hike-below",
            ),
            html.Section(
                [_next_step(hike), _player()],
                className="dock",
                **{"aria-label": "Your next step"},
            ),
        ],
        className="stage",
        **{"aria-label": "The ground", "data-hike-stage": json.dumps({name: _WORDS[name] for name in _DRAWN})},
    )


_WORDS = load("words/hike").meta


def reading(hike: Hike, felt: Track) -> dict[str, Any]:
    """What the page draws the ground from: the slope here, and the learner's own steps, seen from where they stand.

    East and north of each place of the track are counted from the last one. Nothing tells where on the landscape it is.
    """
    own = (felt.weights - felt.weights[-1]).round(6)
    return {
        "hike": write(hike),
        "revealed": hike.revealed,
        "altitude": round(float(felt.altitudes[-1]), 6),
        "slope": round(felt.steepness, 6),
        "downhill": felt.downhill,
        "track": own.tolist(),
        "altitudes": felt.altitudes.round(6).tolist(),
    }


def said(hike: Hike, felt: Track, wrong: str = "") -> list[Any]:
    """What the last step did and what the ground is like now; or why there was no step."""
    if hike.revealed:
        return [html.P(f"The blindfold is off, after {counted(len(hike.moves))}.")]
    heights = felt.altitudes
    before = float(heights[-2]) if len(heights) > 1 else None
    here = f"{standing(float(heights[-1]), before, len(hike.moves))} {feeling(felt.steepness, felt.downhill)}"
    return [html.P(wrong, className="hike-wrong")] * bool(wrong) + [html.P(here)]


def numbers(hike: Hike, felt: Track) -> html.Dl:
    """The instruments."""
    downhill: Any = "nowhere"
    if felt.downhill is not None:
        seen = html.Span(short_degrees(felt.downhill), **{"aria-hidden": "true"})
        downhill = [seen, html.Span(degrees(felt.downhill), className="unseen")]
    values = (
        ("Altitude (loss)", f"{felt.altitudes[-1]:.4f}"),
        ("Slope", f"{felt.steepness:.3g}"),
        ("Downhill", downhill),
        ("Steps", str(len(hike.moves))),
    )
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in values], className="hike-numbers")


def steps(hike: Hike, felt: Track) -> html.Details:
    """The learner's own steps as a table, the latest first."""
    rows = [
        html.Tr(
            [
                html.Th(str(step), scope="row"),
                html.Td(degrees(bearing)),
                html.Td(write_number(length)),
                html.Td(f"{altitude:.4f}"),
            ]
        )
        for step, ((bearing, length), altitude) in enumerate(zip(hike.moves, felt.altitudes[1:], strict=True), start=1)
    ]
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in ("Step", "Direction", "Length", "Altitude")]))
    table: Any = html.Table([head, html.Tbody(rows[::-1])], className="hike-table")
    return html.Details([html.Summary("Your steps so far"), table if rows else html.P("None yet.")])


def revealed(hike: Hike, end: Ending) -> list[Any]:
    """What is said of what was hidden: the verdict as a title, and three walks from one start, compared."""
    problem = hike.problem
    title, more = end.told
    return [
        html.H2(title, className="title", tabIndex="-1", **{"data-hike-title": ""}),
        html.P([f"It was “{problem.title}”. ", html.Span(more, className="hike-answer"), f" {end.said}"]),
        html.Div(_comparison(end.walkers), className="hike-scroll"),
        html.P(end.comparison, className="help"),
        html.P([problem.teaches, " ", html.A("Walk it in the lab", href=f"./?{to_link(end.lab)}"), "."]),
    ]


def _comparison(walkers: tuple[Walker, ...]) -> html.Table:
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in ("Walker", "Down after")]))
    rows = [_row(index, walker) for index, walker in enumerate(walkers, start=1)]
    return html.Table(
        [html.Caption("Three walks from the same start"), head, html.Tbody(rows)], className="hike-table hike-walkers"
    )


def _row(index: int, walker: Walker) -> html.Tr:
    name = [html.Span(className=f"spot run-{index}"), html.Span(walker.name, className="run-name")]
    end = float(walker.losses[-1])
    altitude = f"{end:.4f}" if abs(end) < 1e4 else f"{end:.3g}"
    name.append(html.Span(walker.settings and f", {walker.settings}", className="run-settings"))
    name.append(html.Span(f"{altitude}, {walker.where}", className="hike-where"))
    down = "not down" if walker.down is None else counted(walker.down)
    return html.Tr([html.Th(name, scope="row"), html.Td(down)])


def _button(name: Id, label: str, *, primary: bool = False) -> html.Button:
    return html.Button(label, id=name, type="button", n_clicks=0, className="primary" if primary else None)


def _next_step(hike: Hike) -> html.Div:
    """Direction and length of the next step, and the three ways to take it."""
    bearing = write_number(hike.moves[-1][0]) if hike.moves else "0"
    length = write_number(hike.moves[-1][1]) if hike.moves else FIRST_LENGTH
    return html.Div(
        [
            Quantity(
                id=Id.HIKE_BEARING,
                label="Direction in degrees",
                value=bearing,
                slider={"low": 0, "high": 360, "log": False, "step": 1 / 72},
                message="",
            ),
            Quantity(
                id=Id.HIKE_LENGTH,
                label="Length of the step",
                value=length,
                slider={"low": 0.01, "high": 5, "log": True, "step": 0.01},
                message="",
            ),
            html.Div(
                [
                    _button(Id.HIKE_WALK, "Walk", primary=True),
                    _button(Id.HIKE_FOLLOW, "Follow the slope"),
                    _button(Id.HIKE_FOLLOW_FAR, f"Follow it {FAR} steps"),
                ],
                className="hike-buttons",
            ),
            html.P(f"{_WORDS['bearing']} {_WORDS['length']}", className="help"),
        ],
        className="hike-step when-dark",
    )


def _player() -> html.Div:
    """The three walks, step by step; the page fills in slider, count and altitudes."""
    buttons = (("play", "Play", "Play"), ("back", "‹", "One step back"), ("forward", "›", "One step on"))
    play, *others = [
        html.Button(
            label,
            type="button",
            disable_n_clicks=True,
            title=spoken,
            className="primary" if action == "play" else None,
            **{"data-hike-play": action, "aria-label": spoken},
        )
        for action, label, spoken in buttons
    ]
    return html.Div(
        [
            html.Div(
                [
                    play,
                    *others,
                    html.Div(className="scrub", **{"data-hike-scrub": "Step on screen"}),
                    html.Span("", className="count", **{"data-hike-count": ""}),
                ],
                className="player",
                role="group",
                **{"aria-label": "Player"},
            ),
            html.Div(className="hike-now", **{"data-hike-now": ""}),
        ],
        className="when-seen",
    )


def _tone() -> html.Button:
    return html.Button(
        "Sound",
        type="button",
        disable_n_clicks=True,
        title="A tone for each step: the pitch is your altitude",
        **{"data-hike-tone": "", "aria-pressed": "false"},
    )


def _question() -> list[Any]:
    return [
        html.H3("Down? Take off the blindfold"),
        html.P("First say: is this the lowest valley of the landscape?", id="hike-question"),
        html.Div(
            [_button(Id.HIKE_YES, "Yes"), _button(Id.HIKE_NO, "No"), _button(Id.HIKE_UNSURE, "I can’t tell")],
            className="hike-buttons",
            role="group",
            **{"aria-labelledby": "hike-question"},
        ),
    ]


def _which(hike: Hike) -> html.Section:
    return html.Section(
        [
            html.Div(
                [_button(Id.HIKE_NEXT, "Next hike"), _button(Id.HIKE_AGAIN, "Begin this one again")],
                className="hike-buttons",
            ),
            html.Div(
                [
                    Quantity(id=Id.HIKE_SEED, label="Hike number", value=str(hike.seed), message=""),
                    _button(Id.HIKE_GO, "Go there"),
                ],
                className="hike-number",
            ),
            html.P(f"The first seven lead from easy to hard. A hike has at most {MOST_STEPS} steps.", className="help"),
        ],
        className="hike-which",
        **{"aria-label": "Which hike", "data-part": "choice"},
    )


def _turns() -> html.Div:
    """What the arrow keys do on the land, for whoever has none and cannot drag."""
    words = (
        ("turn-left", "↺", "Turn the ground to the left"),
        ("turn-right", "↻", "Turn the ground to the right"),
        ("from-above", "From above", "See the ground straight from above, and back"),
    )
    return camera(
        [
            html.Button(
                label,
                type="button",
                disable_n_clicks=True,
                title=spoken,
                **{"data-hike-turn": action, "aria-label": spoken},
            )
            for action, label, spoken in words
        ]
    )


def scale(hike: Hike) -> list[Any]:
    """Which colour is which altitude, and what the marks mean, once the blindfold is off.

    The page fills in the colours and their ends.
    """
    if not hike.revealed:
        return []
    bar = html.Div(
        [html.Span("loss"), html.Span(className="ramp", **{"data-hike-ramp": ""}), html.Span(className="ends")],
        className="scale",
        **{"aria-hidden": "true"},
    )
    marks = ((STAR, "star"), (LOCAL, "ring"), (SADDLE, "cross"))
    legend = html.Ul([html.Li([html.Span(className=f"mark {kind}"), name]) for name, kind in marks], className="legend")
    return [bar, legend]


def _lost(kind: str) -> html.Div:
    """Why there is no land in space, and the map in its place; the page shows it where that is so."""
    again = html.Button("Show it again", type="button", disable_n_clicks=True, **{"data-hike-again": ""})
    return html.Div(
        [html.P(_WORDS[kind]), again if kind == "lost" else None],
        className="no-webgl",
        hidden=True,
        role="status",
        **{"data-hike-lost": kind},
    )
