import { Tensor } from "../src/index.js";

/** Rows of four columns that differ, the same in every run. */
export function largeRows(rows: number): Tensor<"float64"> {
  const data = new Float64Array(rows * 4);
  for (let i = 0; i < data.length; i++) data[i] = ((i * 2_654_435_761) % 1000) / 125;
  return new Tensor("float64", [rows, 4], data);
}

/** The same with one value that no forest takes. */
export function rowsWithInfinity(rows: number, bad: number): Tensor<"float64"> {
  const tensor = largeRows(rows);
  tensor.data[bad * 4 + 2] = Number.POSITIVE_INFINITY;
  return tensor;
}
