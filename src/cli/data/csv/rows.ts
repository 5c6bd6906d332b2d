import type { ParseResult } from "papaparse";
import { type Located, parseError } from "../located.js";

/** Characters of one row; beyond, a quote was left open and would swallow the rest of the file. */
const LONGEST_ROW = 1 << 26;
/** Characters that are awaited before a file without LF is taken for one that ends its lines with CR. */
const LINE_END_WITHIN = 1 << 16;

/**
 * Rows of cells out of CSV text in pieces. Lines end with LF, CRLF or (where no LF is) CR; quotes follow RFC 4180, and a quote
 * inside an unquoted cell stands for itself. Lines without any cell are skipped, as pandas does.
 * @throws ModelError `table/parse` at a quote that is never closed or is followed by more text
 */
export async function* csvRows(name: string, chunks: AsyncIterable<Uint8Array>, delimiter: string): AsyncIterable<Located<string[]>> {
  const { default: Papa } = await import("papaparse");
  const decoder = new TextDecoder("utf-8");
  let newline: "\n" | "\r" | undefined;
  let text = "";
  let line = 1;
  const parse = (last: boolean): Located<string[]> | undefined => {
    if (newline === undefined) {
      const lineFeed = text.includes("\n");
      if (!lineFeed && !last && text.length < LINE_END_WITHIN) return undefined;
      newline = lineFeed || !text.includes("\r") ? "\n" : "\r";
    }
    if (text.startsWith('""') || text.includes('\n""')) text = markEmptyCells(text);
    const parser = new Papa.Parser({ delimiter, newline, quoteChar: '"' });
    const { data: rows, errors, meta }: ParseResult<string[]> = parser.parse(text, 0, !last);
    const quoted = text.includes('"');
    const part: Located<string[]> = { rows: [], lines: [] };
    const broken = errors.find((error) => error.type === "Quotes" && (last || (error.row ?? 0) < rows.length));
    for (const [i, row] of rows.entries()) {
      if (i === broken?.row) throw quoteError(name, line, row, broken.code);
      const end = row.length - 1;
      const tail = row[end] ?? "";
      if (tail.charCodeAt(tail.length - 1) === 13) row[end] = tail.slice(0, -1);
      if (row.length > 1 || row[0]?.trim() !== "") {
        part.rows.push(row);
        part.lines.push(line);
      }
      line += quoted ? 1 + innerLines(row) : 1;
    }
    text = text.slice(meta.cursor);
    if (text.length > LONGEST_ROW)
      throw parseError(name, line, undefined, `A row is longer than ${LONGEST_ROW} characters; is a quote left open?`);
    return part.rows.length > 0 ? part : undefined;
  };
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    const part = parse(false);
    if (part) yield part;
  }
  text += decoder.decode();
  const part = parse(true);
  if (part) yield part;
}

/**
 * A line that is only `""` is a row with one missing cell (pandas writes it so), not a blank line; once parsed the two look
 * the same. Inside a quoted cell, which an odd number of quotes before tells, it is an escaped quote and stays.
 */
function markEmptyCells(text: string): string {
  let counted = 0;
  let odd = false;
  return text.replace(/^""(?=\r?\n)/gm, (found, at: number) => {
    for (let quote = text.indexOf('"', counted); quote >= 0 && quote < at; quote = text.indexOf('"', quote + 1)) odd = !odd;
    counted = at + 2;
    return odd ? found : "NaN";
  });
}

function innerLines(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count++;
  return count;
}

function quoteError(name: string, line: number, row: readonly string[], code: string): Error {
  const problem =
    code === "MissingQuotes"
      ? "a quoted cell is never closed"
      : 'a closing quote is followed by more text; write a quote inside a quoted cell as ""';
  const cell = row.at(-1) ?? "";
  return parseError(name, line, String(row.length), `${problem} (${JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)}).`);
}
