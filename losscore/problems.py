"""The problems: each shows one idea. A problem is built when it is first asked for."""

from __future__ import annotations

from math import pi

from losscore.datasets import band, breast_cancer, iris, separable, tiny
from losscore.lazy import Lazy
from losscore.models import MODELS
from losscore.objective import Objective
from losscore.problem import Problem
from losscore.textbook import Textbook


def _bowl() -> Problem:
    return Problem(
        name="bowl",
        title="Bowl",
        objective=Objective(breast_cancer("worst_texture", "worst_smoothness").standardised(), MODELS["plane"]),
        window=((-4.0, 6.0), (-4.0, 6.0)),
        starts={"across": (-3.0, 4.0), "far corner": (-3.5, -3.5), "all weights 0": (0.0, 0.0)},
        teaches="One round valley: whatever the start, downhill leads to the same lowest point.",
    )


def _correlated() -> Problem:
    return Problem(
        name="correlated",
        title="Correlated features",
        objective=Objective(breast_cancer("mean_perimeter", "mean_area").standardised(), MODELS["plane"]),
        window=((-8.0, 14.0), (-10.0, 12.0)),
        starts={"across the ravine": (-6.0, -5.0), "along the ravine": (12.0, -8.0), "all weights 0": (0.0, 0.0)},
        teaches="A ravine made by two features that say almost the same: steep across, nearly flat along.",
    )


def _ravine() -> Problem:
    return Problem(
        name="ravine",
        title="Ravine",
        objective=Objective(iris("petal_width", "virginica", "versicolor"), MODELS["line"]),
        window=((0.0, 26.0), (-42.0, 0.0)),
        starts={"all weights 0": (0.0, 0.0), "on the wall": (20.0, -10.0)},
        teaches="A ravine made by units: in raw centimetres the valley bends 500 times more across than along.",
    )


def _scaled() -> Problem:
    return Problem(
        name="scaled",
        title="The ravine, standardised",
        objective=Objective(iris("petal_width", "virginica", "versicolor").standardised(), MODELS["line"]),
        window=((-2.0, 13.0), (-7.0, 8.0)),
        starts={"all weights 0": (0.0, 0.0), "on the wall": (-1.0, 6.0)},
        teaches="The same data with mean 0 and spread 1: the ravine has become a bowl, and the walk 20 times shorter.",
    )


def _saddle() -> Problem:
    return Problem(
        name="saddle",
        title="Saddle",
        objective=Objective(breast_cancer("mean_smoothness").standardised(), MODELS["chain"]),
        window=((-4.0, 4.0), (-4.0, 4.0)),
        starts={"near the saddle": (0.05, -0.04), "down the pass": (2.0, -2.0), "at the saddle": (0.0, 0.0)},
        teaches="Two twin valleys with a pass between them, where every walker slows down.",
    )


def _trap() -> Problem:
    return Problem(
        name="trap",
        title="Trap",
        objective=Objective(iris("petal_length", "versicolor").standardised(), MODELS["sine"]),
        window=((-1.0, 4.5), (-pi, pi)),
        starts={"above the trap": (-0.44, -0.27), "above the lowest valley": (3.8, 0.5), "on the ridge": (1.2, 0.4)},
        teaches="Several valleys: where you end depends on where you start and on how boldly you step.",
    )


def _band() -> Problem:
    return Problem(
        name="band",
        title="Two bands",
        objective=Objective(band(), MODELS["band"]),
        window=((-6.0, 4.0), (-6.0, 4.0)),
        starts={"above the trap": (-5.2, 2.2), "above the lowest valley": (1.5, 3.5), "between": (-1.0, 1.0)},
        teaches="A neuron that can settle around the wrong group of examples; momentum can carry it on, or away.",
    )


def _smooth() -> Problem:
    return Problem(
        name="smooth",
        title="Smooth",
        objective=Objective(breast_cancer("mean_radius", "mean_texture").standardised(), MODELS["plane"]),
        window=((-8.0, 8.0), (-8.0, 8.0)),
        starts={"across": (-6.0, 6.0), "far corner": (7.0, -7.0)},
        teaches="Two real features, one linear neuron: a single valley, found from everywhere.",
    )


def _rugged() -> Problem:
    return Problem(
        name="rugged",
        title="Rugged",
        objective=Objective(breast_cancer("mean_radius", "mean_texture").standardised(), MODELS["waves"]),
        window=((-8.0, 8.0), (-8.0, 8.0)),
        starts={"across": (-6.0, 6.0), "far corner": (7.0, -7.0), "near the lowest": (1.5, 0.8)},
        teaches="The very same data under a neuron with a sine: dozens of valleys, and nearly all of them are traps.",
    )


def _plateau() -> Problem:
    return Problem(
        name="plateau",
        title="Plateau",
        objective=Objective(iris("petal_width", "virginica", "versicolor").standardised(), MODELS["step"]),
        window=((-8.0, 8.0), (-8.0, 8.0)),
        starts={"on the plateau": (0.5, -6.0), "on the slope": (-2.0, 2.0)},
        teaches="A saturated neuron leaves almost no slope: plain descent stands still, adaptive rules walk off.",
    )


def _textbook() -> Problem:
    return Problem(
        name="textbook",
        title="The textbook's picture",
        objective=Textbook(),
        window=((-3.0, 3.0), (-3.0, 3.0)),
        starts={"upper left": (-2.5, 2.5), "lower right": (2.0, -2.0), "near the saddle": (0.1, 0.05)},
        teaches="The surface that books print has two lowest points, not one, and the paths printed on it walk uphill.",
        note="This one surface is a formula. No model and no data stand behind it.",
    )


def _tiny() -> Problem:
    return Problem(
        name="tiny",
        title="Five points",
        objective=Objective(tiny(), MODELS["line"]),
        window=((-2.0, 4.0), (-4.0, 3.0)),
        starts={"all weights 0": (0.0, 0.0), "across": (-1.5, 2.5)},
        teaches="Five examples, two weights: every number of a step can be worked out by hand.",
    )


def _separable() -> Problem:
    return Problem(
        name="separable",
        title="No lowest point",
        objective=Objective(separable(), MODELS["line"]),
        window=((-2.0, 12.0), (-8.0, 4.0)),
        starts={"all weights 0": (0.0, 0.0), "across": (-1.0, 3.0)},
        teaches="When a line separates the classes without a mistake, there is always a lower point further out.",
        note="There is no minimum, so no star is drawn: larger weights give an ever smaller loss, which is never 0.",
    )


PROBLEMS: Lazy[Problem] = Lazy(
    {
        "trap": _trap,
        "bowl": _bowl,
        "correlated": _correlated,
        "ravine": _ravine,
        "scaled": _scaled,
        "saddle": _saddle,
        "band": _band,
        "smooth": _smooth,
        "rugged": _rugged,
        "plateau": _plateau,
        "textbook": _textbook,
        "tiny": _tiny,
        "separable": _separable,
    }
)
