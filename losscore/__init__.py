"""losscore: honest loss landscapes in numpy.

Real data, a real model, its binary cross-entropy over a grid of weights, the path that an update rule really takes, and
minima told apart by their Hessian. Needs numpy and the standard library only.

Conventions, used everywhere: weights ``w (..., k)`` in float64, leading axes a batch; features ``x (n, d)``; labels
``y (n,)`` in {0, 1}; ``loss[j, i]`` belongs to ``(w1[i], w2[j])``; natural logarithm.
"""

from losscore.anatomy import Anatomy, anatomy
from losscore.basins import Basins, Settled, basin_starts, basins, reached_lowest, settle
from losscore.critical import CriticalPoint, Kind, critical_points, lowest, minima
from losscore.datasets import DATASETS, Dataset
from losscore.descent import descend, resume
from losscore.examples import Examples
from losscore.landscape import Landscape, Plane, landscape
from losscore.loss import bce, bce_terms, bce_with_logits
from losscore.models import MODELS, Model
from losscore.objective import Objective
from losscore.optimizers import (
    OPTIMIZERS,
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from losscore.own import own_problem
from losscore.path import Descent, Path, Stopped
from losscore.problem import Problem
from losscore.problems import PROBLEMS
from losscore.schedules import (
    SCHEDULES,
    Constant,
    CosineDecay,
    ExponentialDecay,
    LinearWarmup,
    OneCycle,
    Schedule,
    StepDecay,
    WarmRestarts,
)
from losscore.sentences import Outcome
from losscore.stability import Stability, stability
from losscore.surface import Surface
from losscore.textbook import Textbook
from losscore.verdict import Verdict, verdict

__version__ = "0.1.0"

__all__ = [
    "DATASETS",
    "MODELS",
    "OPTIMIZERS",
    "PROBLEMS",
    "SCHEDULES",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Anatomy",
    "Basins",
    "Constant",
    "CosineDecay",
    "CriticalPoint",
    "Dataset",
    "Descent",
    "Examples",
    "ExponentialDecay",
    "GradientDescent",
    "Kind",
    "Landscape",
    "LinearWarmup",
    "Model",
    "Momentum",
    "Nesterov",
    "Objective",
    "OneCycle",
    "Optimizer",
    "Outcome",
    "Path",
    "Plane",
    "Problem",
    "RMSProp",
    "Schedule",
    "Settled",
    "Stability",
    "StepDecay",
    "Stopped",
    "Surface",
    "Textbook",
    "Verdict",
    "WarmRestarts",
    "anatomy",
    "basin_starts",
    "basins",
    "bce",
    "bce_terms",
    "bce_with_logits",
    "critical_points",
    "descend",
    "landscape",
    "lowest",
    "minima",
    "own_problem",
    "reached_lowest",
    "resume",
    "settle",
    "stability",
    "verdict",
]
