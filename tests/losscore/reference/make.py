"""Write `paths.json`: what PyTorch does. Needs PyTorch; the tests need the file only.

    python -m tests.losscore.reference.make

The models are written once more here, in PyTorch's own operations, with its own loss, gradients, optimizers and
schedulers.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch

import losscore as ls
from tests.losscore.reference.runs import PROBLEMS, ROWS, RULES, SCHEDULES, STEPS, all_runs

LOGITS = {
    "bowl": lambda w, x: x @ w,
    "trap": lambda w, x: 4 * torch.sin(w[0] * x[:, 0] + w[1]),
    "saddle": lambda w, x: w[1] * torch.tanh(w[0] * x[:, 0]),
    "tiny": lambda w, x: w[0] * x[:, 0] + w[1],
    "band": lambda w, x: 2 * (torch.tanh(2 * (x[:, 0] - w[0])) - torch.tanh(2 * (x[:, 0] - w[1]))) - 2,
    "plateau": lambda w, x: 4 * torch.tanh(w[0] * x[:, 0] + w[1]),
}


def optimizer_of(rule: str, w: torch.Tensor, decay: float) -> torch.optim.Optimizer:
    settings = dict(RULES[rule])
    rate = settings.pop("learning_rate")
    settings.setdefault("weight_decay", decay)
    if rule in ("GradientDescent", "Momentum"):
        return torch.optim.SGD([w], lr=rate, **settings)
    if rule == "Nesterov":
        return torch.optim.SGD([w], lr=rate, nesterov=True, **settings)
    kinds = {"AdaGrad": "Adagrad", "RMSProp": "RMSprop", "Adam": "Adam", "AdamW": "AdamW"}
    return getattr(torch.optim, kinds[rule])([w], lr=rate, **settings)


def scheduler_of(schedule: str, optimizer: torch.optim.Optimizer, rate: float):
    s, kinds = SCHEDULES.get(schedule, {}), torch.optim.lr_scheduler
    return {
        "": lambda: kinds.ConstantLR(optimizer, factor=1.0),
        "StepDecay": lambda: kinds.StepLR(optimizer, s["step_size"], s["gamma"]),
        "ExponentialDecay": lambda: kinds.ExponentialLR(optimizer, s["gamma"]),
        "CosineDecay": lambda: kinds.CosineAnnealingLR(optimizer, s["steps"]),
        "WarmRestarts": lambda: kinds.CosineAnnealingWarmRestarts(optimizer, s["period"], s["multiplier"]),
        "LinearWarmup": lambda: kinds.LinearLR(optimizer, s["start_factor"], total_iters=s["steps"]),
        "OneCycle": lambda: kinds.OneCycleLR(optimizer, max_lr=rate, total_steps=s["total_steps"]),
    }[schedule]()


def path(problem: str, rule: str, schedule: str, decay: float) -> list[list[float]]:
    data = ls.PROBLEMS[problem].objective.dataset
    x, y = torch.tensor(data.x.copy()), torch.tensor(data.y.copy())
    w = torch.tensor(PROBLEMS[problem], dtype=torch.float64, requires_grad=True)
    optimizer = optimizer_of(rule, w, decay)
    scheduler = scheduler_of(schedule, optimizer, RULES[rule]["learning_rate"])
    rows = []
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(LOGITS[problem](w, x), y).backward()
        optimizer.step()
        if step < STEPS:
            scheduler.step()
        if step in ROWS:
            rows.append(w.tolist())
    return rows


def main() -> None:
    torch.set_num_threads(1)
    lines = [f"{json.dumps('|'.join(map(str, run)))}: {json.dumps(path(*run))}" for run in all_runs()]
    lines.insert(0, f'"made with": "PyTorch {torch.__version__}"')
    Path(__file__).with_name("paths.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
