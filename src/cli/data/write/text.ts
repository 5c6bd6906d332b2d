import type { Table } from "../../../table.js";
import type { Tensor } from "../../../tensor.js";
import { csvCell, jsonText, quote } from "./cell.js";
import { columnsOf, type OutputColumn, type Result, resultRows, rowValue } from "./columns.js";
import type { Encoder } from "./encoder.js";

const encoder = new TextEncoder();
/** Characters that are gathered before they are handed on. */
const PIECE = 1 << 16;

/** CSV or TSV as pandas.DataFrame.to_csv(index=False) writes it: a line of names, then one line per row. */
export function csvEncoder(names: readonly string[] | undefined, delimiter: string, outputs?: readonly string[]): Encoder {
  let started = false;
  const cellText = (text: string): string => (delimiter !== "," && text.includes(delimiter) && !text.startsWith('"') ? `"${text}"` : text);
  return {
    *encode(result) {
      const columns = columnsOf(result, names, outputs);
      let text = "";
      if (!started) text = `${columns.map(({ name }) => cellText(quote(name))).join(delimiter)}\n`;
      started = true;
      for (let row = 0, rows = resultRows(result); row < rows; row++) {
        const line = columns.map((column) => cellText(csvCell(column.at(row), column.floating, column.single))).join(delimiter);
        // A line without any character would be skipped as blank when it is read.
        text += `${line === "" ? '""' : line}\n`;
        if (text.length < PIECE) continue;
        yield encoder.encode(text);
        text = "";
      }
      yield encoder.encode(text);
    },
    *finish() {
      if (!started) yield encoder.encode("\n");
    },
  };
}

/**
 * JSON: one array, of a value or nested arrays per row, or of records for a table and wherever names are given; with `lines`,
 * one row per line. NaN and infinities are null. The outputs of a multi-output model stand side by side in each row, by name where they have names.
 */
export function jsonEncoder(names: readonly string[] | undefined, lines: boolean, outputs?: readonly string[]): Encoder {
  let any = false;
  return {
    *encode(result) {
      let text = "";
      const records = names !== undefined || isTable(result) ? columnsOf(result, names) : undefined;
      const single = !isTable(result) && "dtype" in result && result.dtype === "float32";
      for (let row = 0, rows = resultRows(result); row < rows; row++) {
        const value = records
          ? recordText(records, row)
          : outputs && Array.isArray(result)
            ? namedText(result as readonly Tensor[], outputs, row)
            : jsonText(rowValue(result as Exclude<Result, Table>, row), single || isSingleList(result));
        text += lines ? `${value}\n` : `${any ? ",\n" : "["}${value}`;
        any = true;
        if (text.length < PIECE) continue;
        yield encoder.encode(text);
        text = "";
      }
      yield encoder.encode(text);
    },
    *finish() {
      if (!lines) yield encoder.encode(any ? "]\n" : "[]\n");
    },
  };
}

function isTable(result: Result): result is Table {
  return "columns" in result;
}

function isSingleList(result: Result): boolean {
  return Array.isArray(result) && result.length > 0 && result.every((tensor: { dtype?: string }) => tensor.dtype === "float32");
}

function namedText(parts: readonly Tensor[], names: readonly string[], row: number): string {
  const members = parts.map(
    (part, i) => `${JSON.stringify(names[i] ?? String(i))}:${jsonText(rowValue(part, row), part.dtype === "float32")}`,
  );
  return `{${members.join(",")}}`;
}

function recordText(columns: readonly OutputColumn[], row: number): string {
  return `{${columns.map((column) => `${JSON.stringify(column.name)}:${jsonText(column.at(row), column.single)}`).join(",")}}`;
}
