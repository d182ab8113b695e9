/* Numbers as the page writes them, and a curve of losses as path data. No mathematics here: every number comes from the server. */

/* A number with three decimals and a true minus; the engine's infinity as its sign. */
export function shown(value) {
  if (value === Infinity) return "∞";
  const text = value.toFixed(3);
  return text.replace("-", "−");
}

/* Where a probability stands in the table of losses, or -1 if it stands between two rows or is none. */
export function row(text, rows) {
  const bare = String(text).trim().replace(",", ".");
  if (!/^(\d+\.?\d*|\.\d+)$/.test(bare)) return -1;
  const at = Number(bare) * (rows - 1);
  const whole = Math.round(at);
  return whole >= 0 && whole < rows && Math.abs(at - whole) < 1e-6 ? whole : -1;
}

/* The curve of losses as path data over a box, cut off above. losses: one a row, at even probabilities; null is infinite. */
export function curve(losses, width, height, top) {
  const parts = [];
  losses.forEach(function (loss, index) {
    if (loss === null || loss > top) return;
    const x = (width * index) / (losses.length - 1);
    parts.push((parts.length ? "L" : "M") + x.toFixed(1) + " " + (height - (height * loss) / top).toFixed(1));
  });
  return parts.join("");
}
