"""The hike: the ground underfoot, the instruments, and, once the blindfold is off, what it was."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.figures.marks import LOCAL, SADDLE, STAR
from app.hike.ending import Ending, Walker, counted
from app.hike.link import write
from app.hike.walk import MOST_STEPS, Hike, Track, track
from app.hike.words import degrees, feeling, standing
from app.kit.components import Quantity
from app.kit.header import header
from app.kit.ids import Id
from app.kit.text import load
from app.link.fields import write_number
from app.runs.scene import to_link

FAR = 5  # steps at once that follow the slope
FIRST_LENGTH = "0.5"
_PLOT_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False}
_ROSE = (
    "The ground underfoot. Left and right arrow keys turn your next step, with Shift in small turns; up and down arrow "
    "keys make it longer and shorter; Home turns it downhill; Enter walks."
)


def hike_page(hike: Hike, complaints: tuple[str, ...], theme: str, mode: str, reveal: list[Any]) -> html.Div:
    """The whole page.

    Args:
        hike: what the address holds.
        complaints: sentences about what the address asked for and could not have.
        theme: what was chosen: auto, light or dark.
        mode: what it comes to: light or dark.
        reveal: what is shown when the blindfold is off (see `revealed`), else nothing.
    """
    felt = track(hike)
    return html.Div(
        [
            dcc.Store(id=Id.HIKE, data=write(hike)),
            dcc.Store(id=Id.HIKE_READING, data=reading(hike, felt)),
            header("/hike", theme, mode),
            html.Div(
                [html.P(sentence) for sentence in complaints], id=Id.HIKE_NOTICE, className="hike-notice", role="status"
            ),
            html.Main(
                [
                    html.Div(
                        [html.H2("A hike with your eyes closed"), html.P(_WORDS["task"])],
                        className="hike-task",
                        **{"data-part": "task"},
                    ),
                    html.Div(
                        [
                            _rose(),
                            html.Section(
                                _instruments(hike, felt), className="card hike-side", **{"aria-label": "Your step"}
                            ),
                        ],
                        id=Id.HIKE_DARK,
                        className="hike-dark",
                        hidden=hike.revealed,
                    ),
                    html.Section(
                        said(hike, felt),
                        id=Id.HIKE_SAID,
                        className="card hike-said",
                        role="status",
                        **{"aria-label": "What you feel"},
                    ),
                    html.Div(reveal, id=Id.HIKE_REVEAL),
                    _which(hike),
                ],
                className="hike",
            ),
        ]
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
    downhill = "nowhere" if felt.downhill is None else degrees(felt.downhill)
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


def revealed(hike: Hike, end: Ending, surface: Any, contour: Any) -> list[Any]:
    """What was hidden: three walks on the real landscape, compared, and the answer."""
    problem = hike.problem
    return [
        html.Section(
            [
                html.H2(f"It was “{problem.title}”", tabIndex="-1", **{"data-hike-title": ""}),
                html.P(end.answer, className="hike-answer"),
                html.P(end.said),
                html.P(end.comparison),
                html.Div(_comparison(end.walkers), className="hike-scroll"),
                html.P([problem.teaches, " ", html.A("Walk it in the lab", href=f"./?{to_link(end.lab)}"), "."]),
            ],
            className="card hike-end",
            **{"aria-label": "The end of the hike"},
        ),
        html.Div(
            [
                _picture("Loss surface", Id.HIKE_SURFACE, surface, _turns(), turns=True),
                _picture("Contour", Id.HIKE_CONTOUR, contour, _legend()),
            ],
            className="hike-pictures",
        ),
    ]


_COLUMNS = ("Walker", "Steps taken", "Down after", "Altitude at the end", "Where it ended")


def _comparison(walkers: tuple[Walker, ...]) -> html.Table:
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in _COLUMNS]))
    rows = [_row(index, walker) for index, walker in enumerate(walkers, start=1)]
    return html.Table(
        [html.Caption("Three walks from the same start"), head, html.Tbody(rows)], className="hike-table hike-walkers"
    )


def _row(index: int, walker: Walker) -> html.Tr:
    name = [html.Span(className=f"spot run-{index}"), html.Span(walker.name, className="run-name")]
    if walker.settings:
        name.append(html.Span(walker.settings, className="run-settings"))
    down = "not down" if walker.down is None else counted(walker.down)
    end = float(walker.losses[-1])
    altitude = f"{end:.4f}" if abs(end) < 1e4 else f"{end:.3g}"
    cells = (str(len(walker.losses) - 1), down, altitude, walker.where)
    # On a narrow page each row is a block, and its cells are led by the names of their columns.
    values = [html.Td(cell, **{"data-label": label}) for label, cell in zip(_COLUMNS[1:], cells, strict=True)]
    return html.Tr([html.Th(name, scope="row"), *values])


def _button(name: Id, label: str, *, primary: bool = False) -> html.Button:
    return html.Button(label, id=name, type="button", n_clicks=0, className="primary" if primary else None)


def _rose() -> html.Section:
    place = html.Div(className="hike-rose", tabIndex="0", role="group", **{"data-hike-rose": "", "aria-label": _ROSE})
    caption = html.P("", id=Id.HIKE_AIM, className="hike-aim")
    buttons = html.Div(
        [
            _button(Id.HIKE_WALK, "Walk", primary=True),
            _button(Id.HIKE_FOLLOW, "Follow the slope"),
            _button(Id.HIKE_FOLLOW_FAR, f"Follow it {FAR} steps"),
        ],
        className="hike-buttons",
    )
    return html.Section(
        [place, caption, buttons], className="card hike-ground", **{"aria-label": "The ground underfoot"}
    )


def _instruments(hike: Hike, felt: Track) -> list[Any]:
    bearing = write_number(hike.moves[-1][0]) if hike.moves else "0"
    length = write_number(hike.moves[-1][1]) if hike.moves else FIRST_LENGTH
    tone = html.Button(
        "Sound",
        type="button",
        disable_n_clicks=True,
        title="A tone for each step: the pitch is your altitude",
        **{"data-hike-tone": "", "aria-pressed": "false"},
    )
    return [
        html.Div(numbers(hike, felt), id=Id.HIKE_NUMBERS),
        Quantity(
            id=Id.HIKE_BEARING,
            label="Direction in degrees",
            value=bearing,
            help=_WORDS["bearing"],
            slider={"low": 0, "high": 360, "log": False, "step": 1 / 72},
            message="",
        ),
        Quantity(
            id=Id.HIKE_LENGTH,
            label="Length of the step",
            value=length,
            help=_WORDS["length"],
            slider={"low": 0.01, "high": 5, "log": True, "step": 0.01},
            message="",
        ),
        html.Div([html.Div(steps(hike, felt), id=Id.HIKE_STEPS), tone], className="hike-extras"),
        html.Div(
            [
                html.H3("Take off the blindfold"),
                html.P("First say: is this the lowest valley of the landscape?", id="hike-question"),
                html.Div(
                    [_button(Id.HIKE_YES, "Yes"), _button(Id.HIKE_NO, "No"), _button(Id.HIKE_UNSURE, "I cannot tell")],
                    className="hike-buttons",
                    role="group",
                    **{"aria-labelledby": "hike-question"},
                ),
            ],
            className="hike-question",
        ),
    ]


def _which(hike: Hike) -> html.Section:
    return html.Section(
        [
            Quantity(id=Id.HIKE_SEED, label="Hike number", value=str(hike.seed), message=""),
            _button(Id.HIKE_GO, "Go there"),
            _button(Id.HIKE_NEXT, "Next hike"),
            _button(Id.HIKE_AGAIN, "Begin this one again"),
            html.P(f"The first seven lead from easy to hard. A hike has at most {MOST_STEPS} steps.", className="help"),
        ],
        className="card hike-which",
        **{"aria-label": "Which hike", "data-part": "choice"},
    )


def _picture(title: str, graph: Id, figure: Any, beside: Any, *, turns: bool = False) -> html.Section:
    """A picture with its title; one that can be turned takes the focus, and with it arrow keys and fingers."""
    focus: dict[str, Any] = (
        {"tabIndex": "0", "role": "group", "data-hike-panel": "surface", "aria-label": f"{title}. Arrow keys turn it."}
        if turns
        else {}
    )
    return html.Section(
        [
            html.Div([html.H3(title), beside], className="panel-head"),
            html.Div(
                dcc.Graph(
                    id=graph,
                    figure=figure,
                    config=_PLOT_CONFIG,
                    responsive=True,
                    className="plot",
                    style={"height": "100%"},
                ),
                className="hike-frame",
                **focus,
            ),
        ],
        className="card panel",
        **{"aria-label": title},
    )


def _turns() -> html.Div:
    words = (
        ("turn-left", "↺", "Turn the surface to the left"),
        ("turn-right", "↻", "Turn the surface to the right"),
        ("tilt-up", "↑", "See the surface from higher up"),
        ("tilt-down", "↓", "See the surface from lower down"),
    )
    buttons = [
        html.Button(
            sign, type="button", title=spoken, disable_n_clicks=True, **{"data-hike-turn": action, "aria-label": spoken}
        )
        for action, sign, spoken in words
    ]
    return html.Div(buttons, className="camera", role="group", **{"aria-label": "Camera"})


def _legend() -> html.Ul:
    marks = ((STAR, "star"), (LOCAL, "ring"), (SADDLE, "cross"))
    return html.Ul([html.Li([html.Span(className=f"mark {kind}"), name]) for name, kind in marks], className="legend")
