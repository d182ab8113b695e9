"""The lesson's card: a step's text, its question, what is said to the answer, one thing to try, and the way on."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.components import Quantity
from app.formula import formula
from app.ids import Id
from app.lesson.address import address
from app.lesson.judge import Answer
from app.lesson.steps import Prediction, Step, Symbol, beside, steps

CHOICES = (Id.LESSON_CHOICE_1, Id.LESSON_CHOICE_2, Id.LESSON_CHOICE_3, Id.LESSON_CHOICE_4)


def lesson_card(step: Step) -> html.Div:
    """The card of a step, its question not answered yet."""
    return html.Div(
        [
            dcc.Store(id=Id.LESSON, data=step.slug),
            dcc.Store(id=Id.LESSON_ANSWERED, data=""),
            dcc.Store(id=Id.LESSON_WATCHED, data=""),
            _progress(step),
            html.H2(step.title, className="lesson-title"),
            html.Div(list(step.body), className="lesson-text"),
            _symbols(step.symbols),
            html.Section(
                [
                    html.H3("First, a guess"),
                    html.P(step.prediction.question, id="lesson-question"),
                    html.Div(_form(step.prediction), id=Id.LESSON_FORM),
                    html.Div([], id=Id.LESSON_SAID, role="status"),
                ],
                className="lesson-box",
                **{"aria-label": "Prediction"},
            ),
            html.Section(
                [html.H3("Then try this"), html.P(step.goal), html.Div([], id=Id.LESSON_NOTICED, role="status")],
                className="lesson-box",
                **{"aria-label": "One thing to try"},
            ),
            _way(step),
        ],
        className="lesson",
        **{"data-lesson": step.slug, "data-lesson-asks": step.prediction.kind},
    )


def cover() -> html.Div:
    """What stands in the rail when the lab opens without a step."""
    first = steps()[0]
    return html.Div(
        [
            html.H2("See what a learning model walks on", className="lesson-title"),
            html.P("The height of this land is how wrong a model is; where you stand is one setting of its weights."),
            html.P("Both walks began at the same place: one is caught in a side valley, the other got out."),
            html.P(f"{len(steps())} short steps show you why."),
            html.Div(
                [
                    html.A("Start the lesson", href=_href(first), className="lesson-start"),
                    html.Button(
                        "Explore freely",
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


def _href(step: Step) -> str:
    """The link of a step from any page, wherever a proxy has put the app."""
    return f".{address(step)}"


def said(given: Answer) -> list[Any]:
    """What is said to an answer."""
    mark = {True: "lesson-right", False: "lesson-wrong", None: ""}[given.right]
    return [html.P(given.sentence, className=mark or None)]


def done() -> list[Any]:
    """What is said when the thing to try has worked."""
    return [html.P("It worked: you have done it.", className="lesson-right")]


def _progress(step: Step) -> html.Nav:
    every = steps()
    links = [
        html.Li(
            html.A(
                str(each.number),
                href=_href(each),
                title=each.title,
                **{"aria-label": f"Step {each.number}: {each.title}"},
                **({"aria-current": "step"} if each is step else {}),
            )
        )
        for each in every
    ]
    where = html.P(f"Lesson, step {step.number} of {len(every)}", className="lesson-where")
    return html.Nav([where, html.Ol(links)], className="lesson-progress", **{"aria-label": "Steps of the lesson"})


def _symbols(symbols: tuple[Symbol, ...]) -> html.Div | None:
    """Each symbol of the formula, to be touched for what it means."""
    if not symbols:
        return None
    each = [
        html.Details([html.Summary(formula(symbol.tex, symbol.spoken)), html.P(symbol.meaning)]) for symbol in symbols
    ]
    return html.Div(
        [html.P("Touch a symbol for what it means:", className="lesson-where"), *each], className="lesson-symbols"
    )


def _form(asked: Prediction) -> list[Any]:
    """Ways to answer: all are on the page, and those that the question has no use for are hidden."""
    labels = [choice.label for choice in asked.choices]
    choices = [
        html.Button(label, id=name, type="button", n_clicks=0, hidden=not label)
        for name, label in zip(CHOICES, labels + [""] * (len(CHOICES) - len(labels)), strict=True)
    ]
    typed = asked.kind != "choice"
    field = Quantity(
        id=Id.LESSON_GIVEN,
        label="Your guess (w1, w2)" if asked.kind == "point" else "Your guess",
        value="",
        help="Or click the contour." if asked.kind == "point" else "",
        message="",
        hidden=not typed,
    )
    answer = html.Button(
        "Answer", id=Id.LESSON_ANSWER, type="button", n_clicks=0, hidden=not typed, className="primary"
    )
    skip = html.Button("Skip, show me", id=Id.LESSON_SKIP, type="button", n_clicks=0, className="lesson-skip")
    return [
        html.Div(
            choices, className="lesson-choices", role="group", hidden=typed, **{"aria-labelledby": "lesson-question"}
        ),
        field,
        html.Div([answer, skip], className="lesson-buttons"),
    ]


def _way(step: Step) -> html.Nav:
    before, after = beside(step)
    back = (
        [html.A(["‹ Back", html.Span(f": {before.title}", className="unseen")], href=_href(before), rel="prev")]
        if before
        else []
    )
    on = (
        [html.A(["Next ›", html.Span(f": {after.title}", className="unseen")], href=_href(after), rel="next")]
        if after
        else []
    )
    return html.Nav([*back, *on], className="lesson-way", **{"aria-label": "Back and next"})
