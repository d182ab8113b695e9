"""The page on networks: paper with the controls, the slice on its stage, and below what a slice does not show."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.kit.components import Choice
from app.kit.header import header
from app.kit.ids import Id, NetworkId
from app.kit.panel import ABOVE, RESET, SWAP, TURNS, camera, closer, notice, pictures_to_save
from app.networks.controls import CONTROLS, FOLDS, WORDS, meanings
from app.networks.presets import PRESETS
from app.networks.scene import SEVERAL, NetworkScene
from app.runs.names import class_words
from app.runs.scene import SPEEDS

_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
BOTH = (1, 2)  # the networks of a page, the second only beside a first one


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
    return [
        dcc.Store(id=NetworkId.RUN, data=run),
        dcc.Store(id=NetworkId.REQUEST),
        dcc.Store(id=NetworkId.REPLY),
        html.Div(notice(complaints), id=NetworkId.NOTICE, role="status"),
        html.Main(
            [
                html.Section(
                    _paper(scene, preset),
                    className="story",
                    **{"aria-label": "Controls", "data-part": "controls", "data-grid": "rail"},
                ),
                _stage(),
                _closer(class_words(scene.dataset.label_names)),
            ],
            className="lab net",
            **{
                "data-grid": "lab",
                "data-large": scene.large,
                "data-net-page": "two" if len(scene.trainings()) > 1 else "one",
                "data-net-slice": scene.slice,
            },
        ),
    ]


def about(scene: NetworkScene, preset: str) -> list[Any]:
    """What the scene is: the example's title and sentence, or the network's size; and the words that are used."""
    network = scene.network
    if preset:
        title, claim = PRESETS[preset].title, PRESETS[preset].claim
    else:
        title, claim = "Your own settings", f"A network with {network.size:,} weights ({network.formula})."
    terms = [part for word, meaning in meanings(scene).items() for part in (html.Dt(word), html.Dd(meaning))]
    return [
        html.H2(title, className="title"),
        html.P(claim, className="teaches"),
        html.Details([html.Summary("Words used here"), html.Dl(terms)]),
    ]


def _paper(scene: NetworkScene, preset: str) -> list[Any]:
    options = [{"value": "", "label": "Your own settings"}]
    options += [{"value": name, "label": each.title} for name, each in PRESETS.items()]
    by_field = {control.field: control for control in CONTROLS}
    folds = [
        html.Details(
            [
                html.Summary(title),
                html.Div([by_field[field].component(scene) for field in fields], className="net-group"),
            ],
            className="net-fold",
        )
        for title, fields in FOLDS.items()
    ]
    return [
        html.Div(about(scene, preset), id=NetworkId.CLAIM, role="status"),
        Choice(id=NetworkId.PRESET, label="Example", value=preset, options=options),
        *folds,
        html.Details([html.Summary("Keys"), _keys()], className="keys"),
    ]


def _keys() -> html.Table:
    rows = (
        ("?", "shows this list"),
        ("Space", "play, pause"),
        ("Arrows on the land", "turn and tilt it; Home puts it back"),
        ("m on land or map", "shows the map large, then both side by side, then the land"),
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


# The stage.


def _stage() -> html.Section:
    """Where one looks: the land, or two; beside it the map and the loss curve, and in front of them the dock."""
    tags = [html.Span(className="tag", hidden=True, **{"data-net-tag": str(number)}) for number in BOTH]
    dock = html.Section(
        [_player(), _said()], className="dock", **{"aria-label": "Player and what happened", "data-grid": "dock"}
    )
    side = html.Div([_map(), _under_map(), _progress()], className="side", **{"data-grid": "side"})
    return html.Section(
        [_land(), _line(), html.Div(tags, className="net-tags", **{"aria-hidden": "true"}), side, dock],
        className="stage",
        **{"aria-label": "Pictures", "data-grid": "stage"},
    )


def _panel(name: str, title: str, body: Any, beside: Any = None) -> html.Section:
    """A picture of the stage; ``name`` is its look there, as in the lab."""
    part = {"curve": "progress"}.get(name, name)
    return html.Section(
        [html.Div([html.H2(title), beside], className="panel-head"), html.Div(body, className="plot-frame")],
        className=f"panel panel-{name}",
        **{"aria-label": title, "data-part": part},
    )


def _land() -> html.Section:
    lands = [
        html.Div(
            className="net-land",
            role="group",
            tabIndex="0",
            **{"data-net-panel": f"surface-{number}", "aria-label": f"The slice{which} as land. Arrow keys turn it."},
        )
        for number, which in zip(BOTH, ("", " of the second network"), strict=True)
    ]
    turns = [_button(*each) for each in (*TURNS[:2], ABOVE, RESET)]
    return _panel("surface", "Slice of the loss", lands, camera(turns))


def _map() -> html.Section:
    maps = [
        html.Div(
            html.Div(className="net-plot", **{"data-net-plot": f"contour-{number}"}),
            className="net-map",
            role="group",
            tabIndex="0",
            **{
                "data-net-panel": f"contour-{number}",
                "aria-label": f"The slice{which} from above, with the path as it is seen from there.",
            },
        )
        for number, which in zip(BOTH, ("", " of the second network"), strict=True)
    ]
    return _panel("contour", "From above", maps, _button(*SWAP))


def _under_map() -> html.Div:
    """Which colour is which loss, and what the marks mean. The page fills in colours and ends."""
    low, high = (html.Span(**{"data-net-show": end}) for end in ("low", "high"))
    bar = html.Div(["loss", low, html.Span(className="ramp", **{"data-ramp": ""}), high], className="scale")
    marks = (("star", "trained weights"), ("ring", "slice minima"))
    legend = html.Ul([html.Li([html.Span(className=f"mark {kind}"), name]) for kind, name in marks], className="legend")
    return html.Div([bar, legend], className="under-map", **{"data-part": "contour"})


def _line() -> html.Section:
    return _panel(
        "line", "Along the straight line", _plot("line", "The loss along the straight line from start to end.")
    )


def _progress() -> html.Section:
    legend = html.Ul(
        [
            html.Li([html.Span(className=f"mark net-{look}"), name])
            for look, name in (("solid", "loss"), ("dots", "accuracy"))
        ],
        className="legend",
    )
    graph = dcc.Graph(id=NetworkId.PROGRESS, config=_CONFIG, responsive=True, style={"height": "100%"})
    return _panel("curve", "Loss and accuracy", graph, legend)


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
        className="player",
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
        className="said",
        **{"aria-label": "What happened", "data-part": "outcome"},
    )


# Below the stage.


def _closer(classes: list[str]) -> html.Section:
    return closer(
        {
            "regions": ("What the network says", _regions(classes)),
            "honest": ("What the slice does not show", _honest()),
            "way": ("A way down", _way()),
            "several": ("Other directions", _several()),
            "count": ("How many weights", _count()),
            "take": ("Take away", _take_away()),
        }
    )


def _card(part: str, title: str, children: list[Any], beside: Any = None) -> html.Section:
    heading = html.Div([html.H2(title), beside], className="panel-head")
    return html.Section([heading, *children], className=f"panel net-{part}", **{"aria-label": title, "data-part": part})


def _plot(name: str, words: str) -> html.Div:
    return html.Div(
        html.Div(className="net-plot", **{"data-net-plot": name}),
        className="net-frame",
        role="img",
        **{"data-net-panel": name, "aria-label": words},
    )


def _regions(classes: list[str]) -> html.Section:
    legend = html.Ul(
        [
            html.Li([html.Span(className=f"mark {kind}"), html.Span(classes[label], **{"data-class": str(label)})])
            for kind, label in (("full", 1), ("open", 0))
        ],
        className="legend",
    )
    plots = [
        html.Div(
            [
                html.H3(**{"data-net-title": f"regions-{number}"}),
                _plot(f"regions-{number}", "The examples, and what the network says of each place."),
            ],
            className=f"net-regions-{number}",
        )
        for number in BOTH
    ]
    return _card("regions", "What the network says now", [html.Div(plots, className="net-pair")], legend)


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


def _take_away() -> html.Section:
    """What can be taken along: the link, and each picture with all that is painted on it."""
    pictures = {
        "surface-1": "Slice",
        "surface-2": "Slice, second network",
        "contour-1": "From above",
        "contour-2": "From above, second network",
        "line": "Straight line",
        "progress": "Loss and accuracy",
        "regions-1": "What the network says",
    }
    body = [
        html.Div(_button("copy-link", "Copy link", "Copy link to this scene"), className="row-of-buttons"),
        pictures_to_save(pictures, {"data-net-action": "save"}, row="data-net-save"),
        html.Div(role="status", **{"data-net-taken": ""}),
        html.Div(**{"data-net-takeout": ""}),
    ]
    return _card("take", "Take away", [html.Div(body, className="take-body")])
