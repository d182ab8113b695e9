import test from "node:test";
import assert from "node:assert/strict";
import { dragged } from "../../assets/stage/hand.js";

test("a drag over the picture's height turns the land by half a turn, as Plotly's own does", () => {
  const view = { azimuth: -118, elevation: 40, zoom: 1.2 };
  assert.deepEqual(dragged(view, 50, 0, 500), { azimuth: -136, elevation: 40, zoom: 1.2 });
  assert.deepEqual(dragged(view, 0, 50, 500), { azimuth: -118, elevation: 58, zoom: 1.2 });
  assert.equal(dragged(view, 0, 400, 500).elevation, 89);
  assert.equal(dragged(view, 0, -400, 500).elevation, 8);
});
