/* One's own table, row by row, as it is drawn with the pointer. The text is that of the link: rows between semicolons, the label last. */
(function (root) {
  "use strict";

  /* {head, rows}: rows are arrays of numbers, the label last. */
  function parse(text) {
    const lines = text.split(";");
    const named = lines[0].indexOf("|") >= 0;
    return {
      head: named ? lines[0] : "",
      rows: lines.slice(named ? 1 : 0).map(function (line) { return line.split(",").map(Number); }),
    };
  }

  function write(table) {
    return (table.head ? [table.head] : []).concat(table.rows.map(function (row) { return row.join(","); })).join(";");
  }

  /* The table with one thing done to it. edit: {tool, row, point}: where the pointer is in the units of the features, and on which row. */
  function edited(text, edit) {
    const table = parse(text);
    const rows = table.rows.map(function (row) { return row.slice(); });
    const wide = rows[0].length - 1;
    if (edit.tool === "one" || edit.tool === "zero") rows.push(edit.point.slice(0, wide).concat(edit.tool === "one" ? 1 : 0));
    else if (edit.row === null || edit.row === undefined || !rows[edit.row]) return text;
    else if (edit.tool === "label") rows[edit.row][wide] = 1 - rows[edit.row][wide];
    else if (edit.tool === "delete") rows.splice(edit.row, 1);
    else if (edit.tool === "move") rows[edit.row] = edit.point.slice(0, wide).concat(rows[edit.row][wide]);
    return write({ head: table.head, rows: rows });
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.table = { parse: parse, write: write, edited: edited };
})(typeof window === "undefined" ? globalThis : window);
