"""The lab: controls in a rail, the two pictures, the player, and the sentence that says what happened."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

import losscore as ls
from app.figures.marks import LOCAL, SADDLE, STAR
from app.kit.components import RunList
from app.kit.formula import formula
from app.kit.header import header
from app.kit.ids import Id
from app.kit.panel import ABOVE, RESET, SWAP, TURNS, camera, closer, notice, pictures_to_save
from app.lab import controls
from app.lesson.card import cover as lesson_cover
from app.lesson.steps import Step
from app.runs.names import class_words
from app.runs.scene import MOST_RUNS, OWN, Scene

# The player's scripts find their elements by these attributes, so that a second lab on one page stays possible.
_PLOT_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def lab(
    scene: Scene,
    complaints: tuple[str, ...],
    mode: str,
    figures: dict[str, Any],
    run: dict[str, Any],
    *,
    step: Step | None = None,
    card: html.Div | None = None,
    ask: html.Section | None = None,
    cover: bool = False,
) -> html.Div:
    """The whole page for a scene.

    Args:
        scene: what every control and panel shows.
        complaints: sentences about what the address asked for and could not have.
        mode: light or dark.
        figures: the pictures, as the browser takes them.
        run: what the player needs to ask for the path.
        step: of the lesson, while its question is open.
        card: that of a step of the lesson.
        ask: the step's question, which stands on the stage.
        cover: whether the rail opens with an invitation to the lesson.
    """
    veil = "" if step is None else " veiled hidden-ground" if step.hides_ground else " veiled"
    return html.Div(
        [
            dcc.Store(id=Id.RUN, data=run),
            dcc.Store(id=Id.LANDSCAPE, data=figures.get("ground")),
            dcc.Store(id=Id.FIGURES, data=figures),
            *[dcc.Store(id=each) for each in _EMPTY],
            header("/", scene.theme, mode),
            html.Div(notice(complaints), id=Id.NOTICE, role="status"),
            html.Main(
                [
                    html.Section(
                        _rail(scene, step, card, cover=cover),
                        className="story",
                        **{"aria-label": "Lesson and controls", "data-grid": "rail"},
                    ),
                    _stage(scene, ask),
                    _closer(scene),
                ],
                className=f"lab{veil}",
                **{"data-grid": "lab", "data-large": scene.large},
            ),
        ]
    )


def _outcome(*, asking: bool) -> html.Section:
    """What happened, in words: the page fills it in."""
    return html.Section(
        html.Div(
            "First answer the question, or skip it." if asking else "", id=Id.OUTCOME, role="status", tabIndex="0"
        ),
        className="said",
        **{"aria-label": "What happened", "data-part": "outcome"},
    )


def _stage(scene: Scene, ask: html.Section | None) -> html.Section:
    """Where one looks: the land, beside it the map and the loss curve, and in front of them the dock.

    In a lesson the dock holds the question, then what is said to the answer; what happened stands beside the text.
    """
    return html.Section(
        [
            _panel("Loss surface", "surface", None, _camera_buttons(), "Arrow keys turn it."),
            html.Div(
                [
                    _panel("From above", "contour", Id.CONTOUR, _swap(), "Arrow keys move the start."),
                    _scale(),
                    html.Div(className="figure-side", **{"data-figure-side": ""}),  # a step's figure; the page fills it
                    _panel("Loss", "curve", Id.CURVE, controls.CURVE.component(scene, hide_label=True)),
                ],
                className="side",
                **{"data-grid": "side"},
            ),
            html.Section(
                [
                    html.Div(className="mark-card", hidden=True, **{"data-mark-card": ""}),
                    ask,
                    _player(scene),
                    None if ask else _outcome(asking=False),
                ],
                className="dock asking" if ask else "dock",
                **{"aria-label": "Question and player" if ask else "Player and what happened", "data-grid": "dock"},
            ),
        ],
        className="stage",
        **{"aria-label": "Pictures", "data-grid": "stage"},
    )


def _closer(scene: Scene) -> html.Section:
    """What can be looked at more closely: each part of the page with the name of its tab."""
    model = _panel("What the model says now", "model", Id.MODEL, _model_tools(scene))
    return closer(
        {
            "model": ("What the model says", model),
            "why": ("This step in numbers", _why()),
            "ranking": ("Ranking", ranking()),
            "rate": ("Learning rate", _panel("Learning rate against step", "rate", Id.RATE, None)),
            "basins": ("Basin map", _basins()),
            "take": ("Take away", _take_away()),
        }
    )


_EMPTY = (
    Id.WISH,
    Id.ANSWERED,
    Id.REQUEST,
    Id.PIECE,
    Id.LOOK,
    Id.SIGHT,
    Id.BASIN_REQUEST,
    Id.BASIN_PART,
    Id.CODE_REQUEST,
    Id.CODE,
)


def about(scene: Scene) -> list[Any]:
    """What the landscape is made of: the model as a formula, the data, their source; or that there are none."""
    problem = scene.problem_shown
    words = [problem.teaches, problem.note]
    teaches = html.Div(
        [
            html.H2(problem.title, className="title"),
            html.P(" ".join(word for word in words if word), className="teaches"),
        ]
    )
    objective = problem.objective
    if isinstance(objective, ls.Textbook):
        return [teaches, html.P(["Height: ", html.Span(objective.formula, className="formula")])]
    if not isinstance(objective, ls.Objective):
        return [teaches]
    data = objective.dataset
    names = data.feature_names
    features = [f"x is {names[0]}"] if len(names) == 1 else [f"x{i} is {name}" for i, name in enumerate(names, start=1)]
    features = [] if names == ("x",) else features
    label = "labelled 1" + (f" ({data.label_names[1]})" if data.label_names[1] != "1" else "")
    made_of = [
        "The mean binary cross-entropy of the model ",
        html.Span(f"p = sigmoid({objective.model.formula})", className="formula"),
        f" on the data set “{data.name}”: {len(data)} examples, {int(data.y.sum())} of them {label}",
        f"; {', '.join(features)}." if features else ".",
    ]
    details = [html.Summary("What the height is"), html.P(made_of)]
    if data.source:
        details.append(html.P(f"Source: {data.source}.", className="source"))
    if scene.problem != OWN:
        details.append(_button("copy-data", "Edit a copy of these data", "Edit a copy of these data"))
        details.append(html.P("Then a linear neuron learns them, whatever learned them here.", className="help"))
    return [teaches, html.Details(details)]


def _rail(scene: Scene, step: Step | None, card: html.Div | None, *, cover: bool) -> list[Any]:
    """The rail: the lesson or its cover, and the controls; a switch between both."""
    first = card is not None or cover
    switch = html.Div(
        [
            html.Button(
                label,
                type="button",
                disable_n_clicks=True,
                disabled=step is not None and name == "controls",
                **{"data-action": "rail", "data-rail": name, "aria-pressed": str(shown).lower()},
            )
            for name, label, shown in (("lesson", "Lesson", first), ("controls", "Controls", not first))
        ],
        className="rail-switch",
        role="group",
        **{"aria-label": "What the rail shows", "data-grid": "switch"},
    )
    return [
        switch,
        # Nothing is held back for later here: the lab unveils itself.
        html.Div(id=Id.LESSON_STAGE, hidden=True) if card else None,
        html.Div(
            [card, _outcome(asking=step is not None)] if card else lesson_cover(),
            hidden=not first,
            **_in_rail("lesson"),
        ),
        html.Div(_controls(scene, veiled=step is not None), hidden=first, **_in_rail("controls")),
    ]


def _in_rail(part: str) -> dict[str, str]:
    return {"data-rail-part": part, "data-part": part}


def _controls(scene: Scene, *, veiled: bool) -> list[Any]:
    def each(table: tuple[controls.Control, ...]) -> list[Any]:
        made = [control.component(scene) for control in table]
        for component in made:
            # The names of telling starts tell too much.
            if veiled and getattr(component, "suggestions", None):
                component.suggestions = []
        return made

    runs = RunList(
        id=Id.RUNS, label="Runs", runs=controls.run_list(scene), value=str(scene.chosen), most=MOST_RUNS, change=None
    )
    problem, *own_data = each(controls.GROUND)
    steady = html.Div(
        [
            _button("undo", "Undo", "Undo the last change"),
            _button("reset", "Reset", "Reset to what the page opened with"),
            _button("random", "Random start", "Random start, drawn by the next seed"),
        ],
        className="row-of-buttons",
    )
    return [
        html.Div([] if veiled else about(scene), id=Id.ABOUT),
        problem,
        *own_data,
        runs,
        *each(controls.RULE),
        _onward(),
        html.Details([html.Summary("More of this run"), *each(controls.MORE)], className="more"),
        html.Div(each(controls.WALK), className="side-by-side"),
        _start_buttons(),
        steady,
        html.Details([html.Summary("Pictures"), *each(controls.VIEW)], className="more"),
        _keys(),
    ]


def _onward() -> html.Div:
    """Whether settings change the whole run, or only what is still to come."""
    words = (
        "A rate, momentum or other number of the optimizer that you change now begins at the step on the screen. "
        "The steps before it stay as they are. Everything else still changes the whole run."
    )
    return html.Div(
        [
            html.Button(
                "From this step on",
                type="button",
                disable_n_clicks=True,
                **{"data-action": "onward", "aria-pressed": "false"},
            ),
            html.P(words, className="help", hidden=True, **{"data-onward": ""}),
        ],
        className="row-of-buttons",
    )


def _panel(title: str, name: str, graph: Id | None, beside: Any, keys: str = "") -> html.Section:
    """A picture with its title; one that has keys of its own can be focused, and says which."""
    focus: dict[str, Any] = {"tabIndex": "0", "role": "group", "aria-label": f"{title}. {keys}"} if keys else {}
    more = [html.Span(" click to start", className="when-free")] if name == "contour" else []
    words = html.Button(
        "≡" if name in ("surface", "contour", "curve") else "Words",
        type="button",
        disable_n_clicks=True,
        title="This picture in words and numbers",
        **{
            "data-action": "words",
            "data-of": name,
            "aria-expanded": "false",
            "aria-controls": f"words-{name}",
            "aria-label": f"{title} in words and numbers",
        },
    )
    return html.Section(
        [
            html.Div([html.H2([title, *more]), beside, words], className="panel-head"),
            html.Div(
                [
                    dcc.Graph(
                        id=graph, config=_PLOT_CONFIG, responsive=True, className="plot", style={"height": "100%"}
                    )
                    if graph
                    else None,
                    # How much longer than in truth the arrows are drawn: the page fills it in.
                    html.Span(className="on-picture", **{"data-arrows": ""}) if name == "contour" else None,
                ],
                className="plot-frame",
                **{"data-panel": name},
                **focus,
            ),
            html.Div(id=f"words-{name}", className="words", hidden=True, **{"data-words": name}),
        ],
        className=f"panel panel-{name}",
        **{"aria-label": title, "data-part": name},
    )


def _keys() -> html.Details:
    """What the keys do, for those who look for it."""
    rows = (
        ("?", "shows this list"),
        ("Space", "play, pause"),
        ("Esc", "closes what a click on a mark has opened, and ends Present"),
        ("Arrows on the contour", "move the start; with Shift in small steps"),
        ("m on the contour or surface", "shows the map large, then both side by side, then the land"),
        ("Arrows on the surface", "turn and tilt it; Home puts it back"),
        ("Arrows, Home, End on the slider", "step by step, first, last"),
    )
    table = html.Table(html.Tbody([html.Tr([html.Th(key, scope="row"), html.Td(does)]) for key, does in rows]))
    return html.Details([html.Summary("Keys"), table], className="keys")


def _scale() -> html.Div:
    """Which colour is which height, and what the marks mean. The page fills in colours and ends."""
    bar = html.Div(
        [html.Span("loss"), html.Span(className="ramp", **{"data-ramp": ""}), html.Span(className="ends")],
        className="scale",
        **{"aria-hidden": "true"},
    )
    return html.Div([bar, _legend()], className="under-map", **{"data-part": "contour"})


def _legend() -> html.Ul:
    marks = ((STAR, "star"), (LOCAL, "ring"), (SADDLE, "cross"))
    rows = [html.Li([html.Span(className=f"mark {kind}"), name]) for name, kind in marks]
    # The page shows it where there is such a line.
    line = html.Li([html.Span(className="mark line"), "line of lowest points"], hidden=True, **{"data-line-key": ""})
    return html.Ul([*rows, line], className="legend")


def _model_tools(scene: Scene) -> html.Div:
    """What the marks of the examples mean; with data of one's own also the tools to draw with."""
    words = class_words(controls.class_names(scene))
    marks = (("full", 1), ("open", 0))
    legend = html.Ul(
        [
            html.Li([html.Span(className=f"mark {kind}"), html.Span(words[label], **{"data-class": str(label)})])
            for kind, label in marks
        ],
        className="legend",
    )
    tools = (
        ("one", "Add 1", f"Add 1: an example with {words[1]} where you click"),
        ("zero", "Add 0", f"Add 0: an example with {words[0]} where you click"),
        ("move", "Move", "Move: drag an example elsewhere"),
        ("label", "Relabel", "Relabel: the example that you click gets the other label"),
        ("delete", "Delete", "Delete the example that you click"),
    )
    buttons = [
        html.Button(
            label,
            type="button",
            disable_n_clicks=True,
            title=spoken,
            **{"data-action": "tool", "data-tool": tool, "aria-pressed": "false", "aria-label": spoken},
        )
        for tool, label, spoken in tools
    ]
    drawing = html.Div(
        buttons,
        className="tools",
        hidden=scene.problem != OWN,
        role="group",
        **{"aria-label": "Draw examples", "data-tools": ""},
    )
    return html.Div([legend, drawing], className="model-tools")


def ranking() -> html.Section:
    """The runs in the order of their loss now. The page fills in the rows."""
    head = ("Run", "Loss now", "Within 1 % of the best", "Outcome")
    return html.Section(
        [
            html.Div(html.H2("Ranking"), className="panel-head"),
            html.Div(
                html.Table(
                    [
                        html.Thead(html.Tr([html.Th(name, scope="col") for name in head])),
                        html.Tbody(**{"data-ranking": ""}),
                    ]
                ),
                className="table-frame",
            ),
        ],
        className="panel panel-ranking",
        **{"aria-label": "Ranking", "data-part": "ranking"},
    )


def _why() -> html.Section:
    return html.Section(
        [
            html.Div(html.H2("This step, in numbers"), className="panel-head"),
            html.Div(id=Id.WHY, className="why"),
        ],
        className="panel panel-why",
        **{"aria-label": "This step, in numbers", "data-part": "why"},
    )


def why(name: str, number: int, rows: list[dict[str, Any]], index: int) -> list[Any]:
    """A step's rule, and the same with its numbers.

    Args:
        name: the run in words.
        number: the step on screen.
        rows: the lines of the rule, as `app.lab.why.explained` gives them.
        index: which run, from 1.
    """
    body = [
        html.Tr([html.Th(formula(row["symbol"], row["spoken"]), scope="row"), *map(html.Td, row["weights"])])
        for row in rows
    ]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in ("Rule", "First weight", "Second weight")])),
            html.Tbody(body),
        ]
    )
    meaning = "η is the learning rate, g the slope (gradient) of the loss, w a weight."
    return [
        html.P(
            [
                html.Span(className=f"spot run-{index}"),
                html.Span(f"{name}: ", className="run-name"),
                f"step {number} to {number + 1}",
            ]
        ),
        html.Div(table, className="table-frame"),
        html.P(meaning, className="help"),
    ]


def _basins() -> html.Section:
    """The basin map: which start leads where. The page fills in choices, progress, sentence and key."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Basin map"),
                    html.Div(**{"data-basin-choice": ""}),
                    _button("basin", "Draw the map", "Draw the map of basins on the contour"),
                    html.Button(
                        "Clear", type="button", disable_n_clicks=True, hidden=True, **{"data-action": "basin-off"}
                    ),
                ],
                className="panel-head",
            ),
            html.P(
                "Every start on a grid of 33 × 33 walks by one run; the contour shows which valley each ends in.",
                className="help",
            ),
            html.Progress(value="0", max="1", hidden=True, **{"data-basin-progress": "", "aria-label": "Starts done"}),
            html.Div(role="status", **{"data-basin-says": ""}),
            html.Ul(className="legend", **{"data-basin-key": ""}),
        ],
        className="panel panel-basins",
        **{"aria-label": "Basin map", "data-part": "basins"},
    )


def _take_away() -> html.Section:
    """Everything that can be taken along: link, numbers, code, pictures."""
    pictures = {"surface": "Surface", "contour": "Contour", "curve": "Loss", "rate": "Learning rate", "model": "Model"}
    return html.Section(
        [
            html.Div(html.H2("Take away"), className="panel-head"),
            html.Div(
                [
                    html.Div(
                        [
                            _button("copy-link", "Copy link", "Copy link to this scene"),
                            _button("save-csv", "Paths (CSV)", "Paths (CSV) of all runs, saved as a table"),
                            _button("show-code", "Code", "Code of the chosen run, in Python"),
                        ],
                        className="row-of-buttons",
                    ),
                    pictures_to_save(pictures, {"data-action": "save-picture"}),
                    html.Div(role="status", **{"data-taken": ""}),
                    html.Div(**{"data-takeout": ""}),
                    html.Div(className="code", hidden=True, **{"data-code": ""}),
                ],
                className="take-body",
            ),
        ],
        className="panel panel-take",
        **{"aria-label": "Take away", "data-part": "take"},
    )


def _button(action: str, label: str, spoken: str, *, primary: bool = False) -> html.Button:
    return html.Button(
        label,
        type="button",
        className="primary" if primary else None,
        disable_n_clicks=True,
        title=spoken,
        **{"data-action": action, "aria-label": spoken},
    )


def _start_buttons() -> html.Div:
    """What the arrow keys do on the contour, for whoever has none and cannot point well."""
    return html.Div(
        [
            html.Span("Move the start", className="help"),
            _button("start-left", "←", "Move the start to the left"),
            _button("start-right", "→", "Move the start to the right"),
            _button("start-down", "↓", "Move the start down"),
            _button("start-up", "↑", "Move the start up"),
        ],
        className="camera start-buttons",
        role="group",
        **{"aria-label": "Move the start"},
    )


def _swap() -> html.Button:
    return _button(*SWAP)


def _camera_buttons() -> html.Div:
    return camera([_button(*each) for each in (*TURNS, ABOVE, RESET)])


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
            html.Button(
                "⟳",
                type="button",
                disable_n_clicks=True,
                title="Loop: play again from the start",
                **{"data-action": "loop", "aria-pressed": "false", "aria-label": "Loop: play again from the start"},
            ),
            html.Div(className="scrub", **{"data-scrub": "Step on screen"}),
            html.Span(f"step 0 of {scene.steps}", className="count", **{"data-show": "step"}),
            html.Span([_reading(index) for index in range(MOST_RUNS)], className="reading"),
            controls.SPEED.component(scene, hide_label=True),
        ],
        className="player",
        **{"aria-label": "Player", "data-part": "player"},
    )
