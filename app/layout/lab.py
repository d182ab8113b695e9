"""The lab: controls in a rail, the two pictures, the player, and the sentence that says what happened."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

import losscore as ls
from app import controls
from app.components import RunList
from app.figures.marks import LOCAL, SADDLE, STAR
from app.ids import Id
from app.layout.header import header
from app.scene import MOST_RUNS, Scene

# The player's scripts find their elements by these attributes, so that a second lab on one page stays possible.
_PLOT_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def lab(scene: Scene, complaints: tuple[str, ...], mode: str, figures: dict[str, Any], run: dict[str, Any]) -> html.Div:
    """The whole page for a scene.

    Args:
        scene: what every control and panel shows.
        complaints: sentences about what the address asked for and could not have.
        mode: light or dark.
        figures: surface and contour, as the browser takes them.
        run: what the player needs to ask for the path.
    """
    return html.Div(
        [
            dcc.Store(id=Id.RUN, data=run),
            dcc.Store(id=Id.LANDSCAPE, data=scene.problem),
            dcc.Store(id=Id.FIGURES, data=figures),
            dcc.Store(id=Id.REQUEST),
            dcc.Store(id=Id.PIECE),
            dcc.Store(id=Id.LOOK),
            dcc.Store(id=Id.PREDICTION),
            header("/", scene.theme, mode),
            html.Div(notice(complaints), id=Id.NOTICE, role="status"),
            html.Main(
                [
                    html.Section(_rail(scene), className="card rail", **{"aria-label": "Controls"}),
                    _panel("Loss surface", "surface", Id.SURFACE, _camera_buttons(), "Arrow keys turn it."),
                    _panel("Contour · click to start", "contour", Id.CONTOUR, _legend(), "Arrow keys move the start."),
                    _player(scene),
                    html.Section(
                        html.Div("", id=Id.OUTCOME, role="status"),
                        className="card said",
                        **{"aria-label": "What happened"},
                    ),
                    _panel("Loss against step", "curve", Id.CURVE, None),
                    _panel("What the model says now", "model", Id.MODEL, _labels()),
                ],
                className="lab",
            ),
        ]
    )


def notice(complaints: tuple[str, ...]) -> html.Div | None:
    """What the address asked for and could not have, in a card above everything; nothing where all was well."""
    if not complaints:
        return None
    return html.Div([html.P(sentence) for sentence in complaints], className="card notice")


def about(problem: ls.Problem) -> list[Any]:
    """What the landscape is made of: the model as a formula, the data, their source; or that there are none."""
    words = [problem.teaches, problem.note]
    teaches = html.P(" ".join(word for word in words if word), className="teaches")
    objective = problem.objective
    if isinstance(objective, ls.Textbook):
        return [teaches, html.P(["Height: ", html.Span(objective.formula, className="formula")])]
    if not isinstance(objective, ls.Objective):
        return [teaches]
    data = objective.dataset
    names = data.feature_names
    features = [f"x is {names[0]}"] if len(names) == 1 else [f"x{i} is {name}" for i, name in enumerate(names, start=1)]
    label = data.label_names[1] if data.label_names[1] != "1" else "labelled 1"
    made_of = [
        "The mean binary cross-entropy of the model ",
        html.Span(f"p = sigmoid({objective.model.formula})", className="formula"),
        f" on the data set “{data.name}”: {len(data)} examples, {int(data.y.sum())} of them {label}; ",
        f"{', '.join(features)}.",
    ]
    details = [html.Summary("What the height is"), html.P(made_of)]
    if data.source:
        details.append(html.P(f"Source: {data.source}.", className="source"))
    return [teaches, html.Details(details)]


def _rail(scene: Scene) -> list[Any]:
    by_field = {control.field: control.component(scene) for control in controls.rail()}
    ground = [by_field.pop("problem"), html.Div(about(scene.problem_shown), id=Id.ABOUT)]
    where = [html.Div([by_field.pop("start"), by_field.pop("steps")], className="side-by-side")]
    runs = RunList(
        id=Id.RUNS, label="Runs", runs=controls.run_list(scene), value=str(scene.chosen), most=MOST_RUNS, change=None
    )
    return [*ground, *where, runs, *by_field.values(), _keys()]


def _panel(title: str, name: str, graph: Id, beside: Any, keys: str = "") -> html.Section:
    """A picture with its title; one that has keys of its own can be focused, and says which."""
    focus: dict[str, Any] = {"tabIndex": "0", "role": "group", "aria-label": f"{title}. {keys}"} if keys else {}
    return html.Section(
        [
            html.Div([html.H2(title), beside], className="panel-head"),
            html.Div(
                dcc.Graph(id=graph, config=_PLOT_CONFIG, responsive=True, className="plot", style={"height": "100%"}),
                className="plot-frame",
                **{"data-panel": name},
                **focus,
            ),
        ],
        className=f"card panel panel-{name}",
        **{"aria-label": title},
    )


def _keys() -> html.Details:
    """What the keys do, for those who look for it."""
    rows = (
        ("Space", "play, pause"),
        ("Arrows on the contour", "move the start; with Shift in small steps"),
        ("Arrows on the surface", "turn and tilt it; Home puts it back"),
        ("Arrows, Home, End on the slider", "step by step, first, last"),
    )
    table = html.Table(html.Tbody([html.Tr([html.Th(key, scope="row"), html.Td(does)]) for key, does in rows]))
    return html.Details([html.Summary("Keys"), table], className="keys")


def _legend() -> html.Ul:
    marks = ((STAR, "star"), (LOCAL, "ring"), (SADDLE, "cross"))
    return html.Ul([html.Li([html.Span(className=f"mark {kind}"), name]) for name, kind in marks], className="legend")


def _labels() -> html.Ul:
    marks = (("full", "label 1"), ("open", "label 0"))
    return html.Ul([html.Li([html.Span(className=f"mark {kind}"), name]) for kind, name in marks], className="legend")


def _button(action: str, label: str, spoken: str, *, primary: bool = False) -> html.Button:
    return html.Button(
        label,
        type="button",
        className="primary" if primary else None,
        disable_n_clicks=True,
        title=spoken,
        **{"data-action": action, "aria-label": spoken},
    )


def _camera_buttons() -> html.Div:
    return html.Div(
        [
            _button("turn-left", "↺", "Turn the surface to the left"),
            _button("turn-right", "↻", "Turn the surface to the right"),
            _button("tilt-up", "↑", "See the surface from higher up"),
            _button("tilt-down", "↓", "See the surface from lower down"),
            _button("camera-reset", "Reset", "Reset the camera"),
        ],
        className="camera",
        role="group",
        **{"aria-label": "Camera"},
    )


def _reading(index: int) -> html.Span:
    """The loss of a run at the step on screen, beside its mark."""
    return html.Span([html.Span(className=f"spot run-{index + 1}"), html.Span("", **{"data-reading": str(index)})])


def _player(scene: Scene) -> html.Section:
    return html.Section(
        [
            _button("play", "Play", "Play", primary=True),
            _button("restart", "Restart", "Restart from step 0"),
            _button("back", "‹", "One step back"),
            _button("forward", "›", "One step on"),
            html.Div(className="scrub", **{"data-scrub": "Step on screen"}),
            html.Span(f"step 0 of {scene.steps}", className="count", **{"data-show": "step"}),
            html.Span([_reading(index) for index in range(MOST_RUNS)], className="reading"),
            controls.SPEED.component(scene, hide_label=True),
        ],
        className="card player",
        **{"aria-label": "Player"},
    )
