"""The page for teachers: a scene in a course, ready-made scenes, every parameter, and what is kept of whom."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.kit.components import Picture
from app.kit.header import PAGES, header
from app.kit.ids import Id
from app.kit.panel import notice
from app.kit.text import load
from app.link.frame import PARTS, allowed
from app.networks.presets import PRESETS as NETWORK_PRESETS
from app.practice import NEWEST, sheet_length
from app.runs.names import rule_name
from app.runs.results import Results
from app.runs.scene import from_link
from app.teach.parameters import Parameter, table
from app.teach.presets import Preset, presets

_SEEDS = (1, 2, 3)  # of the worksheets that the page links to
_KEPT_ADDRESSES = " Whoever runs this server has chosen that its log also holds the network address of who asked."


def teach(results: Results, complaints: tuple[str, ...], theme: str, mode: str) -> html.Div:
    """The whole page.

    Args:
        results: its settings say what the part on privacy tells.
        complaints: sentences about what the address asked for and could not have.
        theme: what was chosen: auto, light or dark.
        mode: what it comes to: light or dark.
    """
    parts = (
        ("course", load("teach/course").meta["title"], list(load("teach/course").body)),
        ("scenes", "Scenes, ready for a class", _scenes()),
        ("worksheets", "Worksheets", _worksheets()),
        ("parameters", "Every parameter of an address", _parameters()),
        ("rights", load("teach/rights").meta["title"], list(load("teach/rights").body)),
        ("privacy", load("teach/privacy").meta["title"], _privacy(results)),
    )
    contents = html.Nav(
        html.Ul([html.Li(html.A(title, href=f"#{name}")) for name, title, _ in parts]), **{"aria-label": "On this page"}
    )
    sections = [
        html.Section([html.H2(title, id=name, tabIndex="-1"), *body], className="part", **{"aria-labelledby": name})
        for name, title, body in parts
    ]
    return html.Div(
        [
            header("/teach", theme, mode),
            html.Div(notice(complaints), role="status"),
            html.Main(
                [
                    html.Div([html.H1(_TITLE, className="title"), html.P(_TO), contents], className="teach-top"),
                    *sections,
                ],
                className="teach",
            ),
        ]
    )


_TITLE = "For teachers"
_TO = "Put a scene into your course in five minutes, with questions to ask your class about it."
_PICTURE = 400, 250  # pixels of a scene's picture


def _scenes() -> list[Any]:
    networks = [
        html.Article(
            [
                _picture(f"page=networks&preset={name}", f"{each.title}: a slice through its landscape, from above"),
                html.H3(each.title),
                html.P(each.claim),
                _links(f"./networks?preset={name}", each.title),
            ]
        )
        for name, each in NETWORK_PRESETS.items()
    ]
    return [
        html.P("What happens in each is worked out by the engine once this page is open, as everything here is."),
        dcc.Store(id=Id.TEACH_OPEN, data=True),
        html.Div([_scene(each) for each in presets().values()], className="teach-scenes"),
        html.H3("Real networks", className="teach-part"),
        html.Div(networks, className="teach-scenes"),
    ]


def ends_ids() -> list[str]:
    """Where each scene's card says how its runs end."""
    return [_ends_id(preset) for preset in presets().values()]


def _ends_id(preset: Preset) -> str:
    return Id.TEACH_ENDS + preset.name.replace("-", "_")


def ends(results: Results) -> list[list[html.Li]]:
    """What stands in each of `ends_ids`.

    Working out all of them takes seconds, and whoever opens the page shall have something to read at once.
    """
    return [_ends(results, preset) for preset in presets().values()]


def _ends(results: Results, preset: Preset) -> list[html.Li]:
    scene, _ = from_link(preset.query)
    told = [(f"{rule_name(run.rule)}: ", results.verdict(run).sentence) for run in scene.runs()]
    return [
        html.Li([html.Span(className=f"spot run-{number}"), html.Span(name, className="run-name"), sentence])
        for number, (name, sentence) in enumerate(told, start=1)
    ]


def _scene(preset: Preset) -> html.Article:
    later = html.Ul(html.Li("Still being worked out …"), id=_ends_id(preset), className="teach-ends")
    return html.Article(
        [
            _picture(preset.query, _seen(preset)),
            html.H3(preset.title),
            *preset.shows,
            html.P([html.Strong("Ask: "), preset.ask], className="teach-ask"),
            html.Details([html.Summary("What happens"), later]),
            _links(f".{preset.path}?preset={preset.name}", preset.title),
        ]
    )


def _seen(preset: Preset) -> str:
    """A scene's picture in words; how its runs end stands below it."""
    scene, _ = from_link(preset.query)
    runs = [rule_name(run.rule) for run in scene.runs()]
    return f"The land {scene.problem_shown.title} from above, with the paths of: {'; '.join(runs)}"


def _picture(query: str, words: str) -> Picture:
    """The land of a scene, fetched once it is near the window."""
    wide, high = _PICTURE
    return Picture(src=f"./preview.png?land=1&{query}", alt=words, width=wide, height=high)


def _links(href: str, title: str) -> html.P:
    share = html.Button(
        "Share it",
        type="button",
        disable_n_clicks=True,
        **{"data-share": href, "data-share-title": title, "aria-label": f"Share it: {title}"},
    )
    return html.P([html.A("Open", href=href, **{"aria-label": f"Open: {title}"}), share], className="teach-links")


def _worksheets() -> list[Any]:
    rows = [
        html.Li(
            [
                f"Seed {seed}: ",
                html.A(
                    "for the class",
                    href=f"./practice?seed={seed}&edition={NEWEST}&view=sheet",
                    **{"aria-label": f"Worksheet of seed {seed} for the class"},
                ),
                ", ",
                html.A(
                    "with the key",
                    href=f"./practice?seed={seed}&edition={NEWEST}&view=key",
                    **{"aria-label": f"Worksheet of seed {seed} with the key"},
                ),
            ]
        )
        for seed in _SEEDS
    ]
    return [
        html.P(
            f"A worksheet has {sheet_length(NEWEST)} problems to work out with a calculator, and a key that gives "
            "every line. Its seed is its name: the same seed gives the same sheet, here and next year. Any whole "
            "number will do."
        ),
        html.Ul(rows),
        html.P(
            [
                "The same problems on the screen, with hints and a word on each mistake, are at ",
                html.A("Practice", href="./practice"),
                ".",
            ]
        ),
    ]


def _parameters() -> list[Any]:
    intro = html.P(
        "The page writes its own address, so you need this list only to change one by hand. What is not known, or "
        "cannot be used, is left out, and a sentence on the page says so."
    )
    groups = [
        html.Details([html.Summary(where), _table(where, rows)], open=where == "Every page")
        for where, rows in table().items()
    ]
    return [intro, *groups, html.H3("What the lists may name", className="teach-part"), *_lists()]


def _table(where: str, rows: tuple[Parameter, ...]) -> html.Div:
    head = html.Thead(
        html.Tr([html.Th(word, scope="col") for word in ("Parameter", "What may be given", "Without it", "What it is")])
    )
    body = html.Tbody(
        [
            html.Tr(
                [
                    html.Th(html.Code(row.name), scope="row"),
                    html.Td(row.allowed),
                    html.Td(row.default or "–"),
                    html.Td(row.about),
                ]
            )
            for row in rows
        ]
    )
    return html.Div(
        html.Table([html.Caption(f"Parameters: {where}", className="unseen"), head, body]),
        className="table-frame",
        tabIndex="0",
        role="group",
        **{"aria-label": f"Parameters: {where}"},
    )


def _lists() -> list[Any]:
    return [
        html.Details(
            [
                html.Summary(PAGES[path]),
                *[html.P([html.Code(name), ": ", ", ".join(names)]) for name, names in allowed(path).items() if names],
            ]
        )
        for path in PARTS
        if any(allowed(path).values())
    ]


def _privacy(results: Results) -> list[Any]:
    log = (
        "The server’s log has one line for each request: when, of which kind, how long it took, how many bytes. It "
        "does not hold what was asked for."
    )
    if results.settings.log_addresses:
        log += _KEPT_ADDRESSES
    else:
        log += " It does not hold who asked."
    return [*load("teach/privacy").body, html.P(log)]
