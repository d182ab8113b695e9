"""The lesson's card: a step's text, its question, what is said to the answer, one thing to try, and the way on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dash import dcc, html

from app.kit.components import Quantity
from app.kit.formula import formula
from app.kit.ids import Id, lesson_control
from app.kit.text import line
from app.lab.controls import GROUND, MORE, RULE, WALK
from app.lesson.address import KEY, SKIPPED, address, answers_link, write_answers
from app.lesson.check import SLUG as CHECK
from app.lesson.diagram import diagram
from app.lesson.figure import figure
from app.lesson.judge import WORDS, Answer
from app.lesson.steps import Prediction, Step, Symbol, beside, steps
from app.networks.controls import CONTROLS as NETWORK_CONTROLS
from app.networks.presets import SCENES
from app.networks.scene import from_link as network_link
from app.runs.scene import from_link

# What the cover says of its two runs: the page shows the one that is so.
_COVER = ("walking", "caught", "caught-lowest", "lowest-lowest", "lowest-caught", "caught-caught", "other")
CHOICES = (Id.LESSON_CHOICE_1, Id.LESSON_CHOICE_2, Id.LESSON_CHOICE_3, Id.LESSON_CHOICE_4)


def lesson_card(
    step: Step, answers: Mapping[str, str] | None = None, heard: Answer | None = None, *, apart: bool = False
) -> html.Div:
    """The card of a step.

    Args:
        step: the step.
        answers: what was answered so far, by the slugs of the steps.
        heard: what is said to the answer of this step, where it was answered before.
        apart: whether the question stands elsewhere on the page, see `lesson_ask`.
    """
    known = answers or {}
    return html.Div(
        [
            dcc.Store(id=Id.LESSON, data=step.slug),
            dcc.Store(id=Id.LESSON_ANSWERED, data=step.slug if heard else ""),
            dcc.Store(id=Id.LESSON_WATCHED, data=[]),
            html.Div(progress(step, known), id=Id.LESSON_PROGRESS),
            html.H2(step.title, className="lesson-title title"),
            html.Div(className="figure-place", **{"data-figure": drawn})
            if (drawn := figure(step, answered=heard is not None))
            else None,
            html.Div(
                diagram(step.diagram, counted=heard is not None), id=Id.LESSON_DIAGRAM, className="lesson-diagram"
            ),
            html.Div(list(step.body), className="lesson-text"),
            _symbols(step.symbols),
            None if apart else lesson_ask(step, known, heard),
            html.Div(
                html.Section(
                    [
                        html.H3(WORDS["try"]),
                        html.Div(_goal(step), className="lesson-goal"),
                        html.Div([], id=Id.LESSON_NOTICED, role="status"),
                        html.Div([], id=Id.LESSON_HINT, role="status"),
                    ],
                    className="lesson-try",
                    **{"aria-label": WORDS["try_label"]},
                ),
                id=Id.LESSON_TRY,
                hidden=heard is None,
            ),
        ],
        id=Id.LESSON_CARD,
        className="lesson",
        **{
            "data-lesson": step.slug,
            "data-lesson-asks": step.prediction.kind,
            "data-answers": write_answers(known),
        },
    )


def lesson_ask(step: Step, answers: Mapping[str, str] | None = None, heard: Answer | None = None) -> html.Section:
    """A step's question with its answers; once it is answered, what is said of it and the way on."""
    return html.Section(
        [
            html.Div(
                [
                    html.P(_question(step.prediction.question), id="lesson-question", tabIndex="-1"),
                    *_form(step.prediction),
                ],
                id=Id.LESSON_FORM,
                hidden=heard is not None,
                className="ask-form",
            ),
            html.Div(
                [
                    html.Div(said(heard) if heard else [], id=Id.LESSON_SAID, role="status"),
                    html.Div(way(step, answers or {}), id=Id.LESSON_WAY),
                ],
                className="ask-said",
            ),
        ],
        className="ask",
        **{"aria-label": WORDS["prediction_label"], "data-ask": step.slug, "data-part": "lesson"},
    )


def _question(text: str) -> list[Any]:
    """The question; its last sentence, which asks, stands out."""
    told, _, asked = text.rpartition(". ")
    return [*(line(f"{told}.") if told else []), " " if told else "", html.Strong(line(asked), className="asked")]


def cover() -> html.Div:
    """What stands in the rail when the lab opens without a step."""
    every = steps()
    return html.Div(
        [
            html.H2(WORDS["cover_title"], className="lesson-title title"),
            html.P(WORDS["cover_land"]),
            html.P(
                [
                    html.Span(
                        line(WORDS[f"cover_{each}".replace("-", "_")]), hidden=each != _COVER[0], **{"data-cover": each}
                    )
                    for each in _COVER
                ],
                role="status",
            ),
            html.P(WORDS["cover_drag"]),
            html.P(WORDS["cover_steps"].format(count=len(every))),
            html.Div(
                [
                    html.A(WORDS["cover_start"], href=_href(every[0], {}), className="lesson-start"),
                    html.Button(
                        WORDS["cover_explore"],
                        type="button",
                        disable_n_clicks=True,
                        **{"data-action": "rail", "data-rail": "controls"},
                    ),
                ],
                className="lesson-buttons",
            ),
        ],
        className="lesson",
    )


def _href(step: Step, answers: Mapping[str, str]) -> str:
    """The link of a step from any page, wherever a proxy has put the app."""
    return f".{address(step, answers)}"


def _goal(step: Step) -> list[Any]:
    """What there is to try, with the controls it needs in its sentence.

    The control's name is a word of the sentence. Behind a colon a single control needs none: what it is was just said.
    """
    said: list[Any] = []
    for part in re.split(r"( ?\{control=\w+\} ?)", step.goal):
        found = re.fullmatch(r"( ?)\{control=(\w+)\}( ?)", part)
        if not found:
            said += line(part) if part else []
            continue
        before, field, after = found.groups()
        alone = step.goal.partition(part)[0].endswith(":") and step.goal.count("{control=") == 1
        said += [
            before,
            html.Div(_control(step, field), className="control-place" + (" unnamed" if alone else "")),
            after,
        ]
    return said


def _control(step: Step, field: str) -> Any:
    """A second copy of one of the page's controls; the lesson's script keeps both at the same value."""
    made: Any
    if step.page == "/networks":
        scene, _ = network_link(step.query, SCENES)
        made = next(each for each in NETWORK_CONTROLS if each.field == field).component(scene)
    else:
        shown, _ = from_link(step.query)
        made = next(each for each in (*GROUND, *WALK, *RULE, *MORE) if each.field == field).component(shown)
    made.id, made.help = lesson_control(field), ""
    made.label = (made.label[:1].lower() + made.label[1:]).partition(" (")[0]
    return made


def said(given: Answer) -> list[Any]:
    """What is said to an answer."""
    mark = {True: "lesson-right", False: "lesson-wrong", None: ""}[given.right]
    return [html.P(line(given.sentence), className=mark or None)]


def done(step: Step) -> list[Any]:
    """What is said when the thing to try has worked."""
    return [html.P(line(WORDS["yes"].format(because=step.because)), className="lesson-right")]


def hint(step: Step) -> list[Any]:
    """What is said after some tries in vain."""
    return [html.P(line(WORDS["hint"].format(hint=step.hint)), className="lesson-hint")]


def progress(step: Step, answers: Mapping[str, str]) -> html.Nav:
    """The way through the lesson, with a tick at each step whose question was answered."""
    every = steps()
    where = html.P(WORDS["where"].format(number=step.number, count=len(every)), className="lesson-where")
    return html.Nav(
        [where, html.Ol([_place(each, step, answers) for each in every])],
        className="lesson-progress",
        **{"aria-label": WORDS["steps"]},
    )


def _place(each: Step, step: Step, answers: Mapping[str, str]) -> html.Li:
    is_done = answers.get(each.slug, SKIPPED) != SKIPPED
    return html.Li(
        html.A(
            str(each.number),
            href=_href(each, answers),
            title=each.title,
            className="done" if is_done else None,
            **{"aria-label": WORDS["step_done" if is_done else "step"].format(number=each.number, title=each.title)},
            **({"aria-current": "step"} if each.number == step.number else {}),
        )
    )


def _symbols(symbols: tuple[Symbol, ...]) -> html.Div | None:
    """Each symbol of the formula, to be touched for what it means."""
    if not symbols:
        return None
    each = [
        html.Details([html.Summary(formula(symbol.tex, symbol.spoken)), html.P(symbol.meaning)]) for symbol in symbols
    ]
    return html.Div([html.P(WORDS["symbols"], className="lesson-where"), *each], className="lesson-symbols")


def _form(asked: Prediction) -> list[Any]:
    """Ways to answer: all are on the page, and those that the question has no use for are hidden."""
    labels = [choice.label for choice in asked.choices]
    choices = [
        html.Button(
            [html.Kbd(str(number), **{"aria-hidden": "true"}), html.Span(label)],
            id=name,
            type="button",
            n_clicks=0,
            hidden=not label,
        )
        for number, (name, label) in enumerate(
            zip(CHOICES, labels + [""] * (len(CHOICES) - len(labels)), strict=True), start=1
        )
    ]
    typed = asked.kind != "choice"
    field = Quantity(
        id=Id.LESSON_GIVEN,
        label=WORDS["guess_point" if asked.kind == "point" else "guess"],
        value="",
        help=WORDS["guess_help"] if asked.kind == "point" else "",
        message="",
        hidden=not typed,
    )
    answer = html.Button(
        WORDS["answer"], id=Id.LESSON_ANSWER, type="button", n_clicks=0, hidden=not typed, className="primary"
    )
    skip = html.Button(WORDS["skip"], id=Id.LESSON_SKIP, type="button", n_clicks=0, className="lesson-skip")
    return [
        html.Div(
            choices, className="lesson-choices", role="group", hidden=typed, **{"aria-labelledby": "lesson-question"}
        ),
        field,
        html.Div([answer, skip], className="lesson-buttons"),
    ]


def way(step: Step, answers: Mapping[str, str]) -> html.Nav:
    """Back and on; behind the last step comes the check."""
    before, after = beside(step)
    ways = []
    if before:
        title = html.Span(f": {before.title}", className="unseen")
        ways.append(html.A([f"‹ {WORDS['back']}", title], href=_href(before, answers), rel="prev"))
    if after:
        ways.append(html.A(f"{WORDS['next']}: {after.title}", href=_href(after, answers), rel="next"))
    else:
        ways.append(html.A(f"{WORDS['to_check']} ›", href=f"./?{KEY}={CHECK}{answers_link(answers)}", rel="next"))
    return html.Nav(ways, className="lesson-way", **{"aria-label": f"{WORDS['back']}, {WORDS['next']}"})
