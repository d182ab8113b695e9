"""Write `networks.json`: what PyTorch says of networks. Needs PyTorch; the tests need the file only.

    python -m tests.losscore.reference.make_networks

The networks are written once more, of PyTorch's own layers, with its own loss, autograd and optimizers.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import torch
from torch import nn

from tests.losscore.reference import network_cases as cases


class Net(nn.Module):
    def __init__(self, layers: int, width: int, activation: str, *, skips: bool, bias: bool) -> None:
        super().__init__()
        sizes = [cases.FEATURES, *[width] * layers]
        self.hidden = nn.ModuleList(nn.Linear(a, b, bias=bias) for a, b in pairwise(sizes))
        self.out = nn.Linear(width, 1, bias=bias)
        self.act = nn.Tanh() if activation == "tanh" else nn.ReLU()
        self.skips = skips

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = self.act(self.hidden[0](x))
        for layer in self.hidden[1:]:
            h = self.act(layer(h)) + h if self.skips else self.act(layer(h))
        return self.out(h)[:, 0]


def pieces(net: Net) -> list[nn.Parameter]:
    """The parameters in losscore's order: layer by layer, row by row, each row's bias last."""
    return [part for layer in (*net.hidden, net.out) for part in (layer.weight, layer.bias) if part is not None]


def to_flat(net: Net, parts: list[torch.Tensor]) -> list[float]:
    parts, out = list(parts), []
    for layer in (*net.hidden, net.out):
        rows = parts.pop(0)
        if layer.bias is not None:
            rows = torch.cat([rows, parts.pop(0)[:, None]], dim=1)
        out += rows.flatten().tolist()
    return out


def from_flat(net: Net, values: torch.Tensor) -> list[torch.Tensor]:
    out, at = [], 0
    for layer in (*net.hidden, net.out):
        rows, columns = layer.weight.shape
        extra = int(layer.bias is not None)
        block = values[at : at + rows * (columns + extra)].reshape(rows, columns + extra)
        at += block.numel()
        out += [block[:, :columns].clone(), block[:, columns].clone()] if extra else [block.clone()]
    return out


def case(settings: dict[str, object]) -> dict[str, object]:
    net = Net(**settings).double()
    x, y = (torch.tensor(array) for array in cases.data())
    size = sum(part.numel() for part in net.parameters())
    start, turned = (torch.tensor(cases.weights(size, phase)) for phase in (0.3, 1.1))
    loss_of = nn.BCEWithLogitsLoss()

    def reset() -> None:
        with torch.no_grad():
            for part, value in zip(pieces(net), from_flat(net, start), strict=True):
                part.copy_(value)

    reset()
    loss = loss_of(net(x), y)
    slope = torch.autograd.grad(loss, pieces(net), create_graph=True)
    along = sum((g * v).sum() for g, v in zip(slope, from_flat(net, turned), strict=True))
    bend = torch.autograd.grad(along, pieces(net), allow_unused=True)
    bend = [b if b is not None else torch.zeros_like(p) for b, p in zip(bend, pieces(net), strict=True)]
    ends = {}
    for rule, given in cases.RULES.items():
        reset()
        rate = given["learning_rate"]
        optimizer = (
            torch.optim.Adam(net.parameters(), lr=rate)
            if rule == "Adam"
            else torch.optim.SGD(net.parameters(), lr=rate, momentum=given["momentum"])
        )
        for _ in range(cases.STEPS):
            optimizer.zero_grad()
            loss_of(net(x), y).backward()
            optimizer.step()
        ends[rule] = float(loss_of(net(x), y).detach())
    reset()
    return {
        "loss": float(loss.detach()),
        "logits": net(x).tolist(),
        "gradient": to_flat(net, [g.detach() for g in slope]),
        "hessian_vector": to_flat(net, [b.detach() for b in bend]),
        "ends": ends,
    }


def main() -> None:
    torch.set_num_threads(1)
    lines = [f"{json.dumps(cases.name(each))}: {json.dumps(case(each))}" for each in cases.CASES]
    lines.insert(0, f'"made with": "PyTorch {torch.__version__}"')
    Path(__file__).with_name("networks.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
