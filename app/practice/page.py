"""The practice page: one problem with its answer, help and solution; the calculator; the score; the worksheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from dash import dcc, html

import losscore as ls
from app.kit.components import Answer, Calculator, Drawing, Handout, LevelLines, Quantity
from app.kit.header import header
from app.kit.ids import Id
from app.kit.panel import notice
from app.kit.text import read
from app.practice import (
    TEXTBOOK,
    Entry,
    Exercise,
    Judgement,
    Outcome,
    Place,
    Visit,
    exercise,
    sheet_length,
    write_place,
)
from app.practice.drawn import drawn
from app.practice.levels import SIZE, Picture
from app.practice.words import given

PATH = "/practice"
# What the eye takes from it is said to the ear in one sentence.
_UNHEARD = {"aria-hidden": "true"}
_ROWS = 1001  # of the calculator's table: a typed prediction with three decimals is in it


def practice(place: Place, complaints: tuple[str, ...], mode: str) -> html.Div:
    """The whole page for a place: one problem, or the worksheet."""
    made = problems(place) if place.view == "problems" else sheet(place)
    return html.Div([header(PATH, place.theme, mode), html.Div(notice(complaints), role="status"), made])


def problems(place: Place) -> html.Main:
    """One problem: what is asked on paper, its picture and the answer on the stage, and what helps below them."""
    return html.Main(
        [
            *_stores(place),
            dcc.Store(id=Id.VISIT, data=[]),
            html.Section(
                [
                    html.Div(shown(place, Visit()), id=Id.EXERCISE, className="exercise"),
                    html.Div(score(Visit()), id=Id.SCORE, role="status", className="score", **{"data-part": "score"}),
                ],
                className="practice-paper",
                **{"aria-label": "Problem"},
            ),
            html.Section(
                [html.Div(on_stage(place, Visit()), id=Id.PRACTICE_STAGE, className="practice-picture"), _dock(place)],
                className="practice-stage",
                **{"aria-label": "Picture and answer"},
            ),
            html.Div([_calculator(), _visit(), _more(place)], className="practice-closer"),
        ],
        className="practice",
    )


def _dock(place: Place) -> html.Div:
    """At the stage's foot: the answer, what is said of it, and the way on."""
    turn = html.Div(
        [
            html.Button("Back", id=Id.BACK, type="button", title="The problem before", disabled=is_first(place)),
            _button(Id.NEXT, "Next problem", "The next problem"),
        ],
        className="turn",
    )
    return html.Div([html.Div(dock(place, Visit()), id=Id.PRACTICE_DOCK), turn], className="practice-dock")


def _calculator() -> html.Section:
    return html.Section(
        [html.H2("Calculator: the loss of one example"), Calculator(id=Id.CALCULATOR, losses=losses())],
        className="calculating",
        **{"aria-label": "Calculator", "data-part": "calculator"},
    )


def _visit() -> html.Section:
    result = Handout(id=Id.HANDOUT, label="Your result", value=Visit().sentence())
    return html.Section(
        [
            html.H2("This visit"),
            html.P("Nothing is stored: the score lasts while this page is open.", className="help"),
            html.Details([html.Summary("Your result, to copy or print"), result]),
        ],
        className="visit",
        **{"aria-label": "This visit", "data-part": "score"},
    )


def _more(place: Place) -> html.Section:
    seed = Quantity(id=Id.PRACTICE_SEED, label="Seed", value=str(place.seed))
    return html.Section(
        [
            html.H2("More problems"),
            html.Div([seed, _button(Id.NEW_SEED, "New seed", "New problems from another seed")], className="seed"),
            html.P("The same seed gives everybody the same problems.", className="help"),
            html.Div(sheets(place), id=Id.SHEETS),
        ],
        className="more",
        **{"aria-label": "More problems", "data-part": "more"},
    )


def shown(place: Place, visit: Visit) -> list[Any]:
    """The problem of a place, and what of its solution the visit has opened."""
    asked, entry = exercise(*place.key), visit.at(place)
    return [
        html.P(where(place), className="where"),
        html.H2(asked.title, id=Id.EXERCISE_TITLE, className="title", tabIndex="-1"),
        html.Div(asked_for(asked), className="asked-for"),
        html.Div(opened(asked, entry), id=Id.OPENED, className="opened", **{"aria-live": "polite"}),
    ]


def dock(place: Place, visit: Visit) -> list[Any]:
    """The answer's form with its help, and the place for what is said of an answer."""
    asked, entry = exercise(*place.key), visit.at(place)
    form = Answer(
        id=Id.ANSWER,
        problem=write_place(replace(place, view="problems", theme="auto")),
        fields=list(asked.labels),
        options=list(asked.options) or None,
        describedBy=str(Id.FEEDBACK),
    )
    help_ = html.Button(help_words(asked, entry), id=Id.HELP, type="button", hidden=help_done(asked, entry))
    return [
        html.Div([form, help_], className="answering"),
        html.Div(before(asked, entry), id=Id.FEEDBACK, role="status", className="feedback"),
    ]


def on_stage(place: Place, visit: Visit, answer: Sequence[float] | None = None, *, told: bool = False) -> list[Any]:
    """The picture of an exercise.

    Args:
        place: of the exercise.
        visit: what was done so far: where it was solved, the right answer is shown.
        answer: the values of an answer that was just judged; it lands on the picture.
        told: whether the right answer is shown in any case.
    """
    asked, entry = exercise(*place.key), visit.at(place)
    if asked.picture:
        return [_picture(asked.picture, circles=asked.kind == "read-slope")]
    if asked.stage is None:
        return []
    return [Drawing(**drawn(asked.stage, answer, told=told or entry.state != "open"))]


def is_first(place: Place) -> bool:
    """Whether there is no problem before this one."""
    return place.problem == next(iter(TEXTBOOK))


def where(place: Place) -> str:
    """Which problem this is."""
    if place.problem in TEXTBOOK:
        return f"Textbook, problem {list(TEXTBOOK).index(place.problem) + 1} of {len(TEXTBOOK)}"
    return f"Seed {place.seed}, problem {place.problem}"


def asked_for(asked: Exercise) -> list[Any]:
    """The question with its table; its picture in words, where it is to be read off the stage."""
    question = list(read(asked.ask).body)
    if asked.table:
        question.append(_table(asked))
    if asked.picture:
        in_words = [html.Summary("The picture in words"), *read(asked.picture.words).body]
        question.append(html.Details(in_words, className="in-words"))
    return question


def before(asked: Exercise, entry: Entry) -> list[Any]:
    """What stands under the answer before it is checked: how to give it, or that it was found in this visit."""
    if entry.state == "solved":
        return [html.P("You have solved this one.", className="right")]
    how = "Choose one, then check it." if asked.options else "Two or three decimals are enough."
    return [html.P(f"{how} A hint costs you the first try, never the point.", className="help")]


def feedback(judgement: Judgement, place: Place, visit: Visit) -> list[Any]:
    """What is said of an answer."""
    words = {
        Outcome.RIGHT: "right",
        Outcome.CLOSE: "close",
        Outcome.WRONG: "wrong-answer",
        Outcome.UNREAD: "close",
    }[judgement.outcome]
    said = [component for sentence in judgement.sentences for component in read(sentence).body]
    if judgement.outcome is Outcome.RIGHT and visit.streak > 1 and visit.at(place).state == "solved":
        said.append(html.P(f"That is {visit.streak} in a row."))
    return [html.Div(said, className=words)]


def opened(asked: Exercise, entry: Entry) -> list[Any]:
    """The hint and the lines of the solution that were asked for."""
    parts: list[Any] = []
    if entry.hint:
        parts.append(html.Div([html.H3("Hint"), *read(asked.hint).body], className="hint"))
    if entry.lines:
        lines = [html.Li(_inline(line)) for line in asked.solution[: entry.lines]]
        parts.append(html.Div([html.H3("Solution"), html.Ol(lines)], className="solution"))
    return parts


def help_words(asked: Exercise, entry: Entry) -> str:
    """What the button for help gives next."""
    if not entry.hint and entry.state == "open":
        return "Hint"
    if not entry.lines:
        return "Solution"
    return f"Next line ({min(entry.lines + 1, len(asked.solution))} of {len(asked.solution)})"


def help_done(asked: Exercise, entry: Entry) -> bool:
    """Whether all help was given."""
    return entry.lines >= len(asked.solution)


def score(visit: Visit) -> list[Any]:
    """The score as one line; the ear is told the whole sentence."""
    number = len(visit.finished)
    line = f"{visit.solved} of {number} solved, {visit.unaided} at the first try" if number else "No problem solved yet"
    return [html.P(line, **_UNHEARD), html.P(visit.sentence(), className="unseen")]


def sheets(place: Place) -> list[Any]:
    """Links to the worksheet of a seed, without and with its key."""
    return [
        html.P(
            [
                f"A worksheet of seed {place.seed}, {sheet_length(place.edition)} problems to print: ",
                html.A("for the class", href=_link(place, "sheet"), target="_blank", rel="noopener"),
                ", ",
                html.A("with the key", href=_link(place, "key"), target="_blank", rel="noopener"),
                " (each opens in a new tab).",
            ]
        ),
    ]


def _link(place: Place, view: str) -> str:
    return f"?{write_place(Place(seed=place.seed, edition=place.edition, view=view))}"


def sheet(place: Place) -> html.Main:
    """The worksheet of a seed, one problem of each kind; its key follows on a page of its own where it is asked for."""
    made = [exercise(place.seed, str(number), place.edition) for number in range(1, sheet_length(place.edition) + 1)]
    other = ("key", "With the key") if place.view == "sheet" else ("sheet", "Without the key")
    bar = html.Div(
        [
            html.Button("Print", type="button", className="primary", disable_n_clicks=True, **{"data-print": "true"}),
            html.A(other[1], href=_link(place, other[0])),
            html.A("Practise on the screen", href=_link(place, "problems")),
        ],
        className="row screen-only",
    )
    refused = html.Div(className="screen-only", **{"data-takeout": ""})
    questions = [
        html.Section([html.H2(f"{number}. {each.title}"), *_on_paper(each), _room(each)], className="question")
        for number, each in enumerate(made, start=1)
    ]
    top = html.Div(
        [
            html.H1("The loss and its landscape: practice"),
            html.P([html.Span("Name"), html.Span("Date"), html.Span(f"Seed {place.seed}")], className="who"),
            html.P(
                "Log is the natural logarithm (ln on a calculator). BCE is the binary cross-entropy. "
                "Give three decimals where you calculate."
            ),
        ]
    )
    parts: list[Any] = [
        *_stores(place),
        bar,
        refused,
        html.Article([top, *questions, _imprint(place)], className="paper"),
    ]
    if place.view == "key":
        answers = [
            html.Section(
                [html.H2(f"{number}. {each.title}"), html.Ol([html.Li(_inline(line)) for line in each.solution])],
                className="question",
            )
            for number, each in enumerate(made, start=1)
        ]
        parts.append(
            html.Article([html.H1(f"Key, seed {place.seed}"), *answers, _imprint(place)], className="paper key")
        )
    return html.Main(parts, className="practice-sheet")


def _stores(place: Place) -> list[dcc.Store]:
    """Where the page is; the address follows it."""
    return [dcc.Store(id=Id.PLACE, data=place_data(place)), dcc.Store(id=Id.SHOWN)]


def _on_paper(asked: Exercise) -> list[Any]:
    """A question where nothing can be opened."""
    question = [part for part in asked_for(asked) if not isinstance(part, html.Details)]
    return [*question, _picture(asked.picture, circles=asked.kind == "read-slope")] if asked.picture else question


def _room(asked: Exercise) -> Any:
    """Where the answer is written on paper."""
    if asked.options:
        return html.P([html.Span(f"☐ {option}") for option in asked.options], className="boxes")
    return html.P([html.Span(f"{label}:") for label in asked.labels], className="lines")


def _imprint(place: Place) -> html.P:
    return html.P(
        f"Loss Landscape, practice, seed {place.seed}. Numbers and key computed by losscore. CC BY 4.0.",
        className="imprint",
    )


def place_data(place: Place, *, focus: bool = False) -> dict[str, Any]:
    """What the page holds of a place."""
    return {
        "seed": place.seed,
        "problem": place.problem,
        "query": write_place(replace(place, theme="auto")),
        "focus": focus,
    }


@cache
def losses() -> list[float | None]:
    """The loss of label 1 at even probabilities from 0 to 1; ``None`` where it is infinite."""
    found = ls.bce_terms(np.ones(_ROWS), np.linspace(0.0, 1.0, _ROWS))
    return [round(float(loss), 6) if np.isfinite(loss) else None for loss in found]


def _inline(source: str) -> list[Any]:
    """A line's inside: of one paragraph without the paragraph."""
    body = read(source).body
    return list(body[0].children) if len(body) == 1 else list(body)


def _table(asked: Exercise) -> html.Table:
    first, *rows = asked.table
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(cell, scope="col") for cell in first])),
            html.Tbody([html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])]) for row in rows]),
        ],
        className="data",
    )


def _picture(picture: Picture, *, circles: bool) -> html.Div:
    (a, b), (c, d) = picture.window
    count = round((b - a) / picture.tick)
    ticks = [
        {
            "at": SIZE * k / count,
            "x": given(round(a + k * picture.tick, 6)) if k % 2 == 0 else None,
            "y": given(round(c + k * picture.tick, 6)) if k % 2 == 0 else None,
        }
        for k in range(count + 1)
    ]
    at = [SIZE * (picture.point[0] - a) / (b - a), SIZE * (d - picture.point[1]) / (d - c)]
    drawn = LevelLines(
        size=SIZE,
        lines=[
            {"path": line.path, "label": given(line.level), "x": line.label[0], "y": line.label[1]}
            for line in picture.lines
        ],
        ticks=ticks,
        point=at,
        circles=[SIZE * (side - a) / (b - a) for side, _ in picture.across] if circles else None,
        axes=["w1", "w2"],
        spoken=re.sub(r"\$[^$]*\$\[([^\]]*)\]", r"\1", picture.words),
    )
    return html.Div(drawn, className="level-frame")


def _button(name: Id, label: str, spoken: str) -> html.Button:
    return html.Button(label, id=name, type="button", title=spoken)
