"""A network: from weights ``w (k,)`` and features to logits, layer by layer.

Each layer is one matrix ``(out, in + 1)``, row by row in ``w``: a row holds the weights into one unit, its bias last.
Activations are arrays ``(width, n)``, examples last, with a row of ones below for the biases::

    h_0 = x        h_1 = f(W_1 [h_0; 1])        h_l = f(W_l [h_{l-1}; 1]) (+ h_{l-1} with skips)        z = W [h_L; 1]

Sources: Rumelhart, Hinton and Williams 1986; skip connections: He, Zhang, Ren and Sun 2016.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.networks.draws import Purpose, gaussian

ACTIVATIONS = ("tanh", "relu")
MOST_LAYERS, LEAST_WIDTH, MOST_WIDTH = 20, 2, 32


@dataclass(frozen=True, slots=True)
class Network:
    """A dense network with one logit: ``layers`` hidden layers of ``width`` units each.

    Attributes:
        features: how many numbers an example has.
        layers: hidden layers, 1 to 20.
        width: units in each of them, 2 to 32.
        activation: "tanh" or "relu".
        skips: whether each hidden layer after the first adds its answer to what came in.
        bias: whether units have biases; without them the last column of each matrix is missing.

    Raises:
        ValueError: a number out of its range, or another activation.

    >>> Network(features=2, layers=2, width=8).size
    105
    """

    features: int
    layers: int = 2
    width: int = 8
    activation: str = "tanh"
    skips: bool = False
    bias: bool = True

    def __post_init__(self) -> None:
        checks.count("features", self.features, least=1)
        checks.count("layers", self.layers, least=1, most=MOST_LAYERS)
        checks.count("width", self.width, least=LEAST_WIDTH, most=MOST_WIDTH)
        checks.one_of("activation", self.activation, ACTIVATIONS)

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Shape of each layer's matrix, the logit's last."""
        extra = int(self.bias)
        hidden = [(self.width, self.width + extra)] * (self.layers - 1)
        return ((self.width, self.features + extra), *hidden, (1, self.width + extra))

    @property
    def size(self) -> int:
        """How many weights ``k`` there are, biases included."""
        return sum(rows * columns for rows, columns in self.shapes)

    @property
    def formula(self) -> str:
        """The network as people write it: units layer by layer."""
        hidden = "-".join([str(self.width)] * self.layers) if self.layers < 6 else f"{self.layers}×{self.width}"
        sizes = f"{self.features}-{hidden}-1"
        return f"{sizes} {self.activation}{' with skips' if self.skips else ''}"

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight, such as ``w3[2,5]``: into unit 2 of layer 3, from unit 5; ``b3[2]`` is its bias."""
        return _names(self)

    def matrices(self, w: Floats) -> list[Floats]:
        """Each layer's matrix ``(..., out, in + 1)`` in weights ``(..., k)``: views, not copies."""
        out, begin = [], 0
        for rows, columns in self.shapes:
            end = begin + rows * columns
            out.append(w[..., begin:end].reshape(*w.shape[:-1], rows, columns))
            begin = end
        return out

    def join(self, matrices: list[Floats]) -> Floats:
        """Weights ``(k,)`` from each layer's matrix."""
        return np.concatenate([matrix.ravel() for matrix in matrices])

    def start(self, seed: int) -> Floats:
        """Weights ``(k,)`` before training: Gaussian, biases 0.

        The variance is 2 / (in + out) with tanh (Glorot and Bengio 2010) and 2 / in with relu (He and others 2015). The
        branches beside skips start smaller by 1 / sqrt(layers), so that what they add up to does not grow with depth.
        """
        numbers = gaussian(seed, Purpose.WEIGHTS, self.size)
        matrices = self.matrices(numbers)
        for layer, matrix in enumerate(matrices):
            rows, columns = matrix.shape[0], matrix.shape[1] - int(self.bias)
            spread = sqrt(2.0 / (rows + columns)) if self.activation == "tanh" else sqrt(2.0 / columns)
            if self.skips and 0 < layer < self.layers:
                spread /= sqrt(self.layers)
            matrix *= spread
            if self.bias:
                matrix[:, -1] = 0.0
        return numbers

    def inputs(self, x: Floats) -> Floats:
        """Features ``(n, d)`` as the first layer takes them: ``(d + 1, n)``, or ``(d, n)`` without biases."""
        rows = x.T
        return np.concatenate([rows, np.ones((1, len(x)))]) if self.bias else np.ascontiguousarray(rows)

    def logits(self, w: Floats, x: Floats) -> Floats:
        """Logits ``(..., n)`` of examples ``(n, d)`` at weights ``(..., k)``, a point at a time."""
        if w.ndim > 1:
            each = [self.logits(point, x) for point in w.reshape(-1, self.size)]
            return np.reshape(each, (*w.shape[:-1], len(x)))
        matrices = self.matrices(w)
        z: Floats = (matrices[-1] @ self.forward(matrices, self.inputs(x))[0][-1])[0]
        return z

    def forward(self, matrices: list[Floats], inputs: Floats) -> tuple[list[Floats], list[Floats]]:
        """What comes into each layer ``(in + 1, n)``, the logit's too, and each hidden layer's ``f(a) (width, n)``.

        Without skips the second are views into the first.
        """
        into, answers = [inputs], []
        for layer, matrix in enumerate(matrices[:-1]):
            after = np.empty((self.width + int(self.bias), inputs.shape[1]))
            after[self.width :] = 1.0
            a = matrix @ into[-1]
            skip = self.skips and layer > 0
            answer = a if skip else after[: self.width]
            if self.activation == "tanh":
                np.tanh(a, out=answer)
            else:
                np.maximum(a, 0.0, out=answer)
            if skip:
                np.add(answer, into[-1][: self.width], out=after[: self.width])
            into.append(after)
            answers.append(answer)
        return into, answers

    def slopes(self, answer: Floats) -> Floats:
        """``f'(a)`` from ``f(a)``; relu's at 0 is 0."""
        return 1.0 - answer * answer if self.activation == "tanh" else (answer > 0.0).astype(np.float64)


@lru_cache(maxsize=32)
def _names(network: Network) -> tuple[str, ...]:
    names = []
    for layer, (rows, columns) in enumerate(network.shapes, start=1):
        for row in range(1, rows + 1):
            names += [f"w{layer}[{row},{column}]" for column in range(1, columns + 1 - int(network.bias))]
            names += [f"b{layer}[{row}]"] if network.bias else []
    return tuple(names)
