/* A network's path as it is seen from its slice, at steps between those that are kept.
 *
 * rowAt(at, step)       at: the kept steps, increasing from 0; the row of a step, with its fraction
 * between(values, row)
 */

/** @param {ArrayLike<number>} at @param {number} step */
export function rowAt(at, step) {
  let [low, high] = [0, at.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at[middle] <= step) low = middle;
    else high = middle - 1;
  }
  if (low + 1 >= at.length) return low;
  return low + Math.max(0, step - at[low]) / (at[low + 1] - at[low]);
}

/** @param {ArrayLike<number>} values @param {number} row */
export function between(values, row) {
  const k = Math.floor(row);
  const part = row - k;
  return part ? (1 - part) * values[k] + part * values[k + 1] : values[k];
}
