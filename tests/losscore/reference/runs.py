"""Which runs are compared with PyTorch: problems, rules with their settings, schedules. Needs no PyTorch."""

from __future__ import annotations

STEPS = 200
ROWS = (1, 2, 3, 5, 10, 20, 50, 100, 150, 200)  # the steps whose weights are stored

# Starts at which no component of the gradient is 0: adaptive rules would divide rounding noise by itself there.
PROBLEMS = {
    "bowl": (-3.0, 4.0),
    "trap": (4.2, 0.3),
    "saddle": (2.0, -1.5),
    "tiny": (-1.5, 2.5),
    "band": (-5.2, 2.2),
    "plateau": (4.0, 2.5),
}

RULES = {
    "GradientDescent": {"learning_rate": 0.3},
    "Momentum": {"learning_rate": 0.05, "momentum": 0.9},
    "Nesterov": {"learning_rate": 0.05, "momentum": 0.9},
    "AdaGrad": {"learning_rate": 0.3},
    "RMSProp": {"learning_rate": 0.01},
    "Adam": {"learning_rate": 0.05},
    "AdamW": {"learning_rate": 0.05, "weight_decay": 0.01},
}

DECAYED = ("GradientDescent", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")  # once more, with an L2 penalty
WEIGHT_DECAY = 0.02

SCHEDULED = ("GradientDescent", "Momentum", "Adam")
# Settings beside the rate, which is that of the rule.
SCHEDULES = {
    "StepDecay": {"step_size": 60, "gamma": 0.5},
    "ExponentialDecay": {"gamma": 0.99},
    "CosineDecay": {"steps": 200},
    "WarmRestarts": {"period": 20, "multiplier": 2},
    "LinearWarmup": {"steps": 50, "start_factor": 0.1},
    "OneCycle": {"total_steps": 200},
}


def all_runs() -> list[tuple[str, str, str, float]]:
    """``(problem, rule, schedule, weight decay)``; the schedule is "" where the rate is constant."""
    runs = []
    for problem in PROBLEMS:
        runs += [(problem, rule, "", 0.0) for rule in RULES]
        runs += [(problem, rule, "", WEIGHT_DECAY) for rule in DECAYED]
        # PyTorch cycles the momentum only of rules that have one.
        pairs = ((rule, schedule) for rule in SCHEDULED for schedule in SCHEDULES)
        runs += [(problem, *pair, 0.0) for pair in pairs if pair != ("GradientDescent", "OneCycle")]
    return runs
