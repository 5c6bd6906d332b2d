import { type HostValue, Tensor } from "../../../tensor.js";
import { booleanOf, isInteger, isMissing, numberOf } from "./cell.js";

/** How the cells of one column are read; `text` and the mixtures become object columns. */
export type ColumnType = "int64" | "uint64" | "float64" | "bool" | "bigint" | "optional bool" | "text";

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;
/** Digits (with a sign) that always fit int64. */
const SURELY_INT64 = 18;

/** Watches the cells of one column and tells their type by the rules of pandas.read_csv (low_memory=False). */
export class ColumnSeen {
  #cells = false;
  #missing = false;
  #integers = false;
  #floats = false;
  #booleans = false;
  #text = false;
  #minus = false;
  #least = 0n;
  #greatest = 0n;

  see(cell: string | undefined): void {
    this.#cells = true;
    if (this.#text) return;
    if (cell === undefined || isMissing(cell)) this.#missing = true;
    else if (isInteger(cell)) {
      this.#integers = true;
      if (!this.#minus && cell.includes("-")) this.#minus = true;
      if (cell.length > SURELY_INT64) this.#seeLong(BigInt(cell.trim().replace(/^\+/, "")));
    } else if (numberOf(cell) !== undefined) this.#floats = true;
    else if (booleanOf(cell) !== undefined) this.#booleans = true;
    else this.#text = true;
  }

  #seeLong(value: bigint): void {
    if (value < this.#least) this.#least = value;
    if (value > this.#greatest) this.#greatest = value;
  }

  get type(): ColumnType {
    if (this.#text || !this.#cells) return "text";
    if (this.#booleans) return this.#integers || this.#floats ? "text" : this.#missing ? "optional bool" : "bool";
    if (!this.#integers || this.#floats) return "float64";
    if (this.#least >= INT64_MIN && this.#greatest <= INT64_MAX) return this.#missing ? "float64" : "int64";
    if (this.#least >= INT64_MIN && this.#greatest <= UINT64_MAX) return this.#minus || this.#missing ? "text" : "uint64";
    return this.#missing ? "float64" : "bigint";
  }
}

/**
 * The cells of a column as a tensor of its type; undefined cells are missing, NaN where the type can hold it.
 * @param refuse called with the row of a cell that is not of the type, and what was expected; it throws
 */
export function columnTensor(
  type: ColumnType,
  cells: readonly (string | undefined)[],
  refuse: (row: number, expected: string) => never,
): Tensor {
  const n = cells.length;
  if (type === "float64")
    return new Tensor(
      "float64",
      [n],
      Float64Array.from(cells, (cell, row) => float(cell) ?? refuse(row, "a number")),
    );
  if (type === "int64" || type === "uint64") {
    const data = type === "int64" ? new BigInt64Array(n) : new BigUint64Array(n);
    for (let row = 0; row < n; row++) {
      const value = integer(cells[row]) ?? refuse(row, "an integer");
      data[row] = value;
      if (data[row] !== value) refuse(row, `an integer of the range of ${type}`);
    }
    return new Tensor(type, [n], data);
  }
  if (type === "bool")
    return new Tensor(
      "bool",
      [n],
      Uint8Array.from(cells, (cell, row) => Number(boolean(cell) ?? refuse(row, "True or False"))),
    );
  const read = type === "bigint" ? integer : type === "optional bool" ? boolean : text;
  const expected = type === "bigint" ? "an integer" : "True or False";
  const values = cells.map(
    (cell, row): HostValue => (isAbsent(cell) && type !== "bigint" ? Number.NaN : (read(cell) ?? refuse(row, expected))),
  );
  return new Tensor("object", [n], values);
}

function isAbsent(cell: string | undefined): boolean {
  return cell === undefined || isMissing(cell);
}

function text(cell: string | undefined): string | undefined {
  return cell;
}

function boolean(cell: string | undefined): boolean | undefined {
  return cell === undefined ? undefined : booleanOf(cell);
}

function float(cell: string | undefined): number | undefined {
  if (cell === undefined || isMissing(cell)) return Number.NaN;
  return numberOf(cell);
}

function integer(cell: string | undefined): bigint | undefined {
  if (cell === undefined || !isInteger(cell)) return undefined;
  if (cell.length < 16) return BigInt(Number(cell));
  return BigInt(cell.trim().replace(/^\+/, ""));
}
