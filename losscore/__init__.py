"""losscore: honest loss landscapes in numpy.

Real data, a real model, its binary cross-entropy over a grid of weights, the path that an update rule really takes, and
minima told apart by their Hessian. Needs numpy and the standard library only.

Conventions, used everywhere: weights ``w (..., k)`` in float64, leading axes a batch; features ``x (n, d)``; labels ``y (n,)`` in
{0, 1}; ``loss[j, i]`` belongs to ``(w1[i], w2[j])``; natural logarithm.
"""

from losscore.critical import CriticalPoint, Kind, critical_points, lowest, minima
from losscore.datasets import Dataset
from losscore.descent import Descent, Path, Stopped, descend, resume
from losscore.landscape import Landscape, Plane, landscape
from losscore.loss import bce, bce_terms, bce_with_logits
from losscore.models import MODELS, Model
from losscore.objective import Objective, Surface
from losscore.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum, Optimizer
from losscore.problems import PROBLEMS, Problem
from losscore.schedules import SCHEDULES, Constant, CosineDecay, Schedule
from losscore.verdict import Outcome, Verdict, verdict

__version__ = "0.1.0"

__all__ = [
    "MODELS",
    "OPTIMIZERS",
    "PROBLEMS",
    "SCHEDULES",
    "Adam",
    "Constant",
    "CosineDecay",
    "CriticalPoint",
    "Dataset",
    "Descent",
    "GradientDescent",
    "Kind",
    "Landscape",
    "Model",
    "Momentum",
    "Objective",
    "Optimizer",
    "Outcome",
    "Path",
    "Plane",
    "Problem",
    "Schedule",
    "Stopped",
    "Surface",
    "Verdict",
    "bce",
    "bce_terms",
    "bce_with_logits",
    "critical_points",
    "descend",
    "landscape",
    "lowest",
    "minima",
    "resume",
    "verdict",
]
