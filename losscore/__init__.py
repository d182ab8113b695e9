"""losscore: honest loss landscapes in numpy.

Real data, a real model, its binary cross-entropy over a grid of weights, the path that an update rule really takes, and
minima told apart by their Hessian. Needs numpy and the standard library only.

Conventions, used everywhere: weights ``w (..., k)`` in float64, leading axes a batch; features ``x (n, d)``; labels
``y (n,)`` in {0, 1}; ``loss[j, i]`` belongs to ``(w1[i], w2[j])``; natural logarithm.
"""

from losscore.anatomy import Anatomy, anatomy
from losscore.basins import Basins, Settled, basin_starts, basins, reached_lowest, settle
from losscore.critical import CriticalPoint, Kind, LowestLine, critical_points, lowest, lowest_line, minima
from losscore.datasets import DATASETS, Dataset
from losscore.descent import descend, resume
from losscore.examples import Examples
from losscore.landscape import Landscape, Plane, landscape
from losscore.loss import bce, bce_terms, bce_with_logits
from losscore.models import MODELS, Model
from losscore.networks import (
    MADE,
    REAL,
    Curvature,
    Curvatures,
    Network,
    NetworkObjective,
    PathPlane,
    SliceMinima,
    WayDown,
    barrier,
    circles,
    curvatures,
    filter_normalised,
    hollows,
    iris_petals,
    line_between,
    merge_minima,
    moons,
    network_slice,
    path_plane,
    plane_through,
    polish_hollows,
    random_plane,
    slice_minima,
    slice_rows,
    spirals,
    tumours,
    way_down,
)
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
    "MADE",
    "MODELS",
    "OPTIMIZERS",
    "PROBLEMS",
    "REAL",
    "SCHEDULES",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Anatomy",
    "Basins",
    "Constant",
    "CosineDecay",
    "CriticalPoint",
    "Curvature",
    "Curvatures",
    "Dataset",
    "Descent",
    "Examples",
    "ExponentialDecay",
    "GradientDescent",
    "Kind",
    "Landscape",
    "LinearWarmup",
    "LowestLine",
    "Model",
    "Momentum",
    "Nesterov",
    "Network",
    "NetworkObjective",
    "Objective",
    "OneCycle",
    "Optimizer",
    "Outcome",
    "Path",
    "PathPlane",
    "Plane",
    "Problem",
    "RMSProp",
    "Schedule",
    "Settled",
    "SliceMinima",
    "Stability",
    "StepDecay",
    "Stopped",
    "Surface",
    "Textbook",
    "Verdict",
    "WarmRestarts",
    "WayDown",
    "anatomy",
    "barrier",
    "basin_starts",
    "basins",
    "bce",
    "bce_terms",
    "bce_with_logits",
    "circles",
    "critical_points",
    "curvatures",
    "descend",
    "filter_normalised",
    "hollows",
    "iris_petals",
    "landscape",
    "line_between",
    "lowest",
    "lowest_line",
    "merge_minima",
    "minima",
    "moons",
    "network_slice",
    "own_problem",
    "path_plane",
    "plane_through",
    "polish_hollows",
    "random_plane",
    "reached_lowest",
    "resume",
    "settle",
    "slice_minima",
    "slice_rows",
    "spirals",
    "stability",
    "tumours",
    "verdict",
    "way_down",
]
