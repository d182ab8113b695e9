"""The check at the end of the lesson: ten questions, what is said to each answer, the score, and a recap to print."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.kit.header import header
from app.kit.ids import Id
from app.kit.panel import notice
from app.kit.text import line, load
from app.lesson.address import KEY, answers_link, read_answers
from app.lesson.check import MOST_SEED, Checked, Question, drawn, true_option
from app.lesson.steps import LOCALE, Step, steps
from app.runs.results import Results

WORDS = load("words/check", LOCALE).meta
_ONWARD = (("hike", "/hike"), ("practice", "/practice"), ("networks", "/networks"))


def check_page(
    made: html.Div | None, checked: Checked, theme: str, mode: str, complaints: tuple[str, ...] = ()
) -> html.Div:
    """The whole page, with its `questions`."""
    wrong = (WORDS["bad_seed"].format(most=MOST_SEED, seed=checked.seed),) if checked.complaint else ()
    return html.Div(
        [
            header("/", theme, mode),
            html.Div(notice((*wrong, *complaints)), role="status"),
            html.Main(
                [
                    dcc.Store(id=Id.LESSON_CHECKED, data=None),
                    html.H1(WORDS["title"], className="title"),
                    html.P(line(WORDS["intro"]), className="check-intro"),
                    html.Div(made, id=Id.LESSON_CHECK),
                ],
                className="check",
            ),
        ]
    )


def questions(results: Results, checked: Checked) -> html.Div:
    """The questions as far as they are answered, and the score."""
    asked = drawn(checked.seed)
    true = [true_option(results, question) for question in asked]
    each = [
        _question(number, question, right, given, checked)
        for number, (question, right, given) in enumerate(zip(asked, true, checked.given, strict=True), start=1)
    ]
    return html.Div(
        [_count(checked), html.Ol(each), *_score(asked, true, checked)],
        **{"data-check": checked.query},
    )


def _count(checked: Checked) -> html.P:
    """How many are answered, in sight all the way down; the page's script counts on before the server has replied."""
    words = WORDS["answered"].replace("{count}", str(len(checked.given)))
    answered = sum(given > 0 for given in checked.given)
    return html.P(words.format(answered=answered), className="check-count", **{"data-check-count": words})


def _question(number: int, question: Question, true: int, given: int, checked: Checked) -> html.Li:
    return html.Li(
        [
            html.P(WORDS["number"].format(number=number, count=len(checked.given)), className="lesson-where"),
            html.P(line(question.ask), id=f"check-question-{number}", className="check-ask"),
            html.Div(
                [_option(number, at, option.label, true, given) for at, option in enumerate(question.options, start=1)],
                className="lesson-choices",
                role="group",
                **{"aria-labelledby": f"check-question-{number}"},
            ),
            html.Div(_said(question, true, given, checked) if given else [], role="status"),
        ],
        className="check-question",
    )


def _option(number: int, at: int, label: str, true: int, given: int) -> html.Button:
    """An answer to press. Once one is pressed they all stay where they are: the first answer counts."""
    chosen = at == given
    mark = "" if not given else "right" if at == true else "wrong" if chosen else ""
    words = WORDS["mark_right" if chosen else "mark_truth"] if mark == "right" else WORDS["mark_wrong"] if mark else ""
    return html.Button(
        [label, *([html.Span(f" ({words})", className="check-mark")] if words else [])],
        type="button",
        disable_n_clicks=True,
        className=f"check-{mark}" if mark else None,
        **{
            "data-check-pick": f"{number}:{at}",
            "aria-pressed": str(chosen).lower(),
            **({"aria-disabled": "true"} if given else {}),
        },
    )


def _said(question: Question, true: int, given: int, checked: Checked) -> list[Any]:
    if given == true:
        return [html.P(line(WORDS["right"].format(told=question.told)), className="lesson-right")]
    chosen = question.options[given - 1] if given <= len(question.options) else None
    sentence = WORDS["wrong"].format(why=chosen.why if chosen else "", told=question.told)
    return [
        html.P(line(" ".join(sentence.split())), className="lesson-wrong"),
        html.P(_step_link(question.step, checked)),
    ]


def _step_link(step: Step, checked: Checked) -> html.A:
    words = WORDS["again"].format(number=step.number, title=step.title)
    return html.A(words, href=f".{step.page}?{KEY}={step.slug}{answers_link(read_answers(checked.answers))}")


def _score(asked: tuple[Question, ...], true: list[int], checked: Checked) -> list[Any]:
    count = len(asked)
    answered = sum(given > 0 for given in checked.given)
    right = sum(given == each for given, each in zip(checked.given, true, strict=True))
    over = answered == count
    key = "score_open" if not over else "score_all" if right == count else "score"
    score = html.P(WORDS[key].format(answered=answered, right=right, count=count), className="check-score")
    if not over:
        return [html.Div(score, role="status")]
    missed = [
        html.Li(_step_link(question.step, checked))
        for question, each, given in zip(asked, true, checked.given, strict=True)
        if given != each
    ]
    again = [html.P(WORDS["look_again"]), html.Ul(missed)] if missed else []
    onward = [html.Li(html.A(WORDS[f"on_{name}"], href=f".{path}")) for name, path in _ONWARD]
    other = Checked((checked.seed + 1) % (MOST_SEED + 1), answers=checked.answers)
    return [
        html.Div([score, *again], role="status"),
        html.Section(
            [
                html.H2(WORDS["recap"]),
                html.Ol(
                    [
                        html.Li(
                            [
                                html.Strong(step.title if step.title.endswith("?") else f"{step.title}."),
                                " ",
                                *line(step.recap),
                            ]
                        )
                        for step in steps()
                    ]
                ),
                html.Button(WORDS["print"], type="button", disable_n_clicks=True, **{"data-print": "true"}),
            ],
            className="check-recap",
        ),
        html.Section(
            [
                html.H2(WORDS["on"]),
                html.Ul(
                    [
                        *onward,
                        html.Li(html.A(WORDS["more"], href=f"./?{other.query}")),
                        html.Li(
                            html.A(
                                WORDS["back"],
                                href=f"./?{KEY}={steps()[-1].slug}{answers_link(read_answers(checked.answers))}",
                            )
                        ),
                    ]
                ),
            ],
            className="check-on",
        ),
    ]
