import { ModelError } from "./errors.js";
import type { Tensor } from "./tensor.js";

/** Named columns of equal length, in order; each a one-dimensional tensor. */
export class Table {
  readonly columns: ReadonlyMap<string, Tensor>;
  readonly rows: number;

  constructor(columns: ReadonlyMap<string, Tensor>) {
    let rows: number | undefined;
    for (const [name, column] of columns) {
      const length = column.shape[0] ?? 0;
      if (column.shape.length !== 1) throw new ModelError("input/shape", `Column "${name}" has ${column.shape.length} dimensions, not 1.`);
      if (rows !== undefined && rows !== length)
        throw new ModelError("input/shape", `Column "${name}" has ${length} rows, the columns before it have ${rows}.`);
      rows = length;
    }
    this.columns = columns;
    this.rows = rows ?? 0;
  }

  get names(): string[] {
    return [...this.columns.keys()];
  }
}
