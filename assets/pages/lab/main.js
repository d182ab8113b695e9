/* The lab's modules start here. */
import "../../parts/tabs.js";
import { showCover } from "./cover.js";
import { createCurves } from "./curves.js";
import { showFigure } from "./figure.js";
import { createPictures } from "./pictures.js";

// The rest of the lab is a script that runs before modules do; it finds them here.
window.LossLandscape.curves = createCurves();
window.LossLandscape.createPictures = createPictures;
window.LossLandscape.showFigure = showFigure;
window.LossLandscape.showCover = showCover;
