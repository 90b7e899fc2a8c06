/** Tables that are pasted, as the Markdown that the editor keeps. */

export function tableMarkdown(table: HTMLTableElement): string {
  const rows = [...table.rows].map((row) => [...row.cells].map(cellWords));
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: string[]): string =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${" --- |".repeat(width)}`, ...body.map(line)].join("\n");
}

/** Tables of one column lay out a page or a message: what they hold is pasted as it is. */
export function isTable(table: HTMLTableElement): boolean {
  return (
    table.rows.length > 1 &&
    [...table.rows].every((row) => row.cells.length > 1) &&
    !table.querySelector("table")
  );
}

function cellWords(cell: HTMLTableCellElement): string {
  return (cell.textContent ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\|*_`[\]<$~]/g, "\\$&");
}
