/* A canvas and paths that write down what is drawn; for tests of what a browser would paint. */

export class FakePath {
  constructor(from) {
    this.ops = from ? [...from.ops] : [];
  }
}
for (const name of ["moveTo", "lineTo", "arc", "rect", "closePath"]) {
  FakePath.prototype[name] = function (...numbers) {
    this.ops.push([name, ...numbers]);
  };
}
globalThis.Path2D = FakePath;

/* {canvas, drawn}: drawn holds {how, path, width, colour, alpha} of each stroke and fill, in order. */
export function fakeCanvas() {
  const drawn = [];
  const kept = [];
  const state = { lineWidth: 1, strokeStyle: "#000000", fillStyle: "#000000", globalAlpha: 1 };
  const note = (how) => (path) => {
    const colour = how === "stroke" ? state.strokeStyle : state.fillStyle;
    drawn.push({ how, path, width: how === "stroke" ? state.lineWidth : 0, colour, alpha: state.globalAlpha });
  };
  const methods = {
    stroke: note("stroke"),
    fill: note("fill"),
    save: () => kept.push({ ...state }),
    restore: () => Object.assign(state, kept.pop()),
    createRadialGradient: () => ({ addColorStop() {} }),
    measureText: () => ({ width: 40 }),
  };
  const canvas = new Proxy(state, { get: (target, name) => (name in methods ? methods[name] : name in target ? target[name] : () => {}) });
  return { canvas, drawn };
}
