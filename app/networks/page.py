"""The page on networks: controls, slices of one network or of two, the player, and what a slice does not show."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.kit.components import Choice
from app.kit.header import header
from app.kit.ids import Id, NetworkId
from app.kit.panel import RESET, TURNS, camera, notice
from app.networks.controls import CONTROLS, LEARNING, NETWORK, PICTURE, WORDS
from app.networks.presets import PRESETS
from app.networks.scene import SEVERAL, NetworkScene
from app.runs.names import class_words
from app.runs.scene import SPEEDS

_CONTROLS = {"aria-label": "Controls", "data-part": "controls"}
_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def networks(scene: NetworkScene, preset: str, complaints: tuple[str, ...], mode: str, run: dict[str, Any]) -> html.Div:
    """The whole page for a scene.

    Args:
        scene: what every control shows.
        preset: the example that the address names, or "".
        complaints: sentences about what the address asked for and could not have.
        mode: light or dark.
        run: what the page's script needs to ask for the trainings.
    """
    return html.Div([header("/networks", scene.theme, mode), *stage(scene, preset, complaints, run)])


def networks_in_lesson(card: html.Div, theme: str, mode: str, shown: list[Any] | None = None) -> html.Div:
    """The page in a step of the lesson: its card, and room for all the rest, which comes once it is answered."""
    rail = html.Section(card, className="card rail", **{"aria-label": "Lesson"})
    waiting = html.P("The network appears once you have answered, or skipped the question.", className="card waiting")
    return html.Div(
        [
            header("/networks", theme, mode),
            html.Div([rail, html.Div(shown or html.Main(waiting), id=Id.LESSON_STAGE)], className="lesson-page"),
        ]
    )


def stage(scene: NetworkScene, preset: str, complaints: tuple[str, ...], run: dict[str, Any]) -> list[Any]:
    """The page below its header. Arguments as in `networks`."""
    claim = PRESETS[preset].claim if preset else ""
    return [
        dcc.Store(id=NetworkId.RUN, data=run),
        dcc.Store(id=NetworkId.REQUEST),
        dcc.Store(id=NetworkId.REPLY),
        html.Div(notice(complaints), id=NetworkId.NOTICE, role="status"),
        html.Main(
            [
                html.Section(_rail(scene, preset, claim), className="card net-rail", **_CONTROLS),
                *[_surface(i) for i in (1, 2)],
                *[_contour(i) for i in (1, 2)],
                _line(),
                _player(),
                _said(),
                _progress(),
                *[_regions(i, class_words(scene.dataset.label_names)) for i in (1, 2)],
                _honest(),
                _way(),
                _several(),
                _count(),
            ],
            className="net",
            **{"data-net-page": "one"},
        ),
    ]


def _rail(scene: NetworkScene, preset: str, claim: str) -> list[Any]:
    options = [{"value": "", "label": "Your own settings"}]
    options += [{"value": name, "label": each.title} for name, each in PRESETS.items()]
    groups = []
    for group in (NETWORK, LEARNING, PICTURE):
        fields = [control.component(scene) for control in CONTROLS if control.group == group]
        groups.append(
            html.Details([html.Summary(group), html.Div(fields, className="net-group")], open=group != LEARNING)
        )
    return [
        Choice(id=NetworkId.PRESET, label="Example", value=preset, options=options),
        html.P(claim, id=NetworkId.CLAIM, className="net-claim", role="status"),
        *groups,
        html.Details([html.Summary("Keys"), _keys()], className="keys"),
    ]


def _keys() -> html.Table:
    rows = (
        ("?", "shows this list"),
        ("Space", "play, pause"),
        ("Arrows on a surface", "turn and tilt it; Home puts it back"),
        ("Arrows, Home, End on the slider", "step by step, first, last"),
    )
    return html.Table(html.Tbody([html.Tr([html.Th(key, scope="row"), html.Td(does)]) for key, does in rows]))


def _button(action: str, label: str, spoken: str = "", *, primary: bool = False) -> html.Button:
    naming = {"aria-label": spoken, "title": spoken} if spoken else {}
    return html.Button(
        label,
        type="button",
        className="primary" if primary else None,
        disable_n_clicks=True,
        **{"data-net-action": action, **naming},
    )


def _card(area: str, title: str, children: list[Any], beside: Any = None, **more: Any) -> html.Section:
    heading = html.Div([html.H2(title, **{"data-net-title": area}), beside], className="panel-head")
    spoken = f"{title}, second network" if area.endswith("-2") else title
    part = area.split("-")[0]  # of both networks
    return html.Section(
        [heading, *children], className=f"card net-{area}", **{"aria-label": spoken, "data-part": part}, **more
    )


def _plot(name: str, words: str, *, keys: str = "") -> html.Div:
    focus: dict[str, Any] = {"tabIndex": "0"} if keys else {}
    return html.Div(
        html.Div(className="net-plot", **{"data-net-plot": name}),
        className="net-frame",
        role="group" if keys else "img",
        **{"data-net-panel": name, "aria-label": f"{words} {keys}".strip()},
        **focus,
    )


def _surface(number: int) -> html.Section:
    buttons = camera([_button(*each) for each in (*TURNS, RESET)])
    plot = _plot(f"surface-{number}", "The slice as a terrain.", keys="Arrow keys turn it.")
    return _card(f"surface-{number}", "Slice of the loss", [plot], buttons if number == 1 else None)


def _contour(number: int) -> html.Section:
    marks = (("star", "trained weights"), ("ring", "minimum of the slice"))
    legend = html.Ul([html.Li([html.Span(className=f"mark {kind}"), name]) for kind, name in marks], className="legend")
    plot = _plot(f"contour-{number}", "The slice from above, with the path as it is seen from there.")
    return _card(f"contour-{number}", "From above", [plot], legend if number == 1 else None)


def _line() -> html.Section:
    return _card(
        "line", "Along the straight line", [_plot("line", "The loss along the straight line from start to end.")]
    )


def _player() -> html.Section:
    speeds = [{"value": each, "label": f"{ {'0.25': '¼', '0.5': '½'}.get(each, each) }×"} for each in SPEEDS]
    return html.Section(
        [
            _button("play", "Play", "Play", primary=True),
            _button("restart", "Restart", "Restart from step 0"),
            _button("back", "‹", "One step back"),
            _button("forward", "›", "One step on"),
            html.Div(className="scrub", **{"data-net-scrub": "Step on screen"}),
            html.Span("step 0", className="count", **{"data-net-show": "step"}),
            html.Span([_reading(index) for index in range(2)], className="reading"),
            Choice(id=NetworkId.SPEED, label="Speed", value="4", options=speeds, hideLabel=True),
        ],
        className="card player net-player",
        **{"aria-label": "Player", "data-part": "player"},
    )


def _reading(index: int) -> html.Span:
    return html.Span(
        [html.Span(className=f"spot run-{index + 1}"), html.Span("", **{"data-net-reading": str(index)})],
        hidden=index > 0,
    )


def _said() -> html.Section:
    busy = html.Div(
        [
            html.Span("Asking for the first steps …", **{"data-net-show": "work"}),
            html.Progress(max="1", value="0", **{"aria-label": "Work under way", "data-net-show": "bar"}),
            _button("cancel", "Cancel"),
        ],
        className="net-busy",
        **{"data-net-show": "busy"},
    )
    return html.Section(
        [busy, html.Div("", id=NetworkId.OUTCOME, role="status")],
        className="card net-said",
        **{"aria-label": "What happened", "data-part": "outcome"},
    )


def _progress() -> html.Section:
    legend = html.Ul(
        [
            html.Li([html.Span(className="mark net-solid"), "loss"]),
            html.Li([html.Span(className="mark net-dots"), "accuracy"]),
        ],
        className="legend",
    )
    graph = dcc.Graph(id=NetworkId.PROGRESS, config=_CONFIG, responsive=True, style={"height": "100%"})
    frame = html.Div(graph, className="net-frame net-low", **{"data-net-panel": "progress"})
    return _card("progress", "Loss and accuracy", [frame], legend)


def _regions(number: int, classes: list[str]) -> html.Section:
    legend = html.Ul(
        [
            html.Li([html.Span(className=f"mark {kind}"), html.Span(classes[label], **{"data-class": str(label)})])
            for kind, label in (("full", 1), ("open", 0))
        ],
        className="legend",
    )
    plot = _plot(f"regions-{number}", "The examples, and what the network says of each place.")
    return _card(f"regions-{number}", "What the network says now", [plot], legend if number == 1 else None)


def _honest() -> html.Section:
    head = html.Tr([html.Th(word, scope="col") for word in ("At the step on screen", "Network", "Second network")])
    table = html.Table(
        [html.Caption("What the slice does not show", className="unseen"), html.Thead(head), html.Tbody()],
        className="net-table",
        **{"data-net-show": "honest"},
    )
    rows = html.Details(
        [
            html.Summary("The path as a table"),
            html.Div(className="net-scroll", **{"data-net-show": "table", "tabIndex": "0"}, role="region"),
        ]
    )
    text = html.P(
        "A slice is not the landscape: it is what one plane meets of it. Its minima are minima of a slice, not of the "
        "network, and the path runs beside it, not on it.",
        className="net-note",
    )
    sharpness = html.P(WORDS["sharpness"], className="net-note")
    return _card("honest", "What the slice does not show", [text, table, sharpness, rows])


def _way() -> html.Section:
    another = html.Div(
        [_button("another", "Another minimum"), _button("way-run", "The other network")], className="camera"
    )
    said = html.P("", **{"data-net-show": "way"}, role="status")
    return _card("way", "A way down", [said, _plot("way", "The loss along that direction.")], another)


def _several() -> html.Section:
    again = html.Div([_button("again", "Draw the directions again")], className="camera")
    cells = [
        html.Figure([_plot(f"small-{i}", f"Small slice {i + 1}."), html.Figcaption("", **{"data-net-small": str(i)})])
        for i in range(SEVERAL)
    ]
    said = html.P("", **{"data-net-show": "several"}, role="status")
    return _card("several", "Other directions, other pictures", [said, html.Div(cells, className="net-cells")], again)


def _count() -> html.Section:
    slider = html.Div(className="scrub", **{"data-net-count": "How many weights"})
    stops = [
        _button("count-2", "2"),
        _button("count-3", "3"),
        _button("count-here", "This network"),
        _button("count-25600000", "ResNet-50"),
        _button("count-175000000000", "GPT-3"),
    ]
    said = html.P("", **{"data-net-show": "count"}, role="status")
    text = [html.Div([slider, html.Div(stops, className="net-stops")], className="net-counter"), said]
    return _card("count", "How many weights can be drawn?", text)
