import { eastAsianWidth } from "get-east-asian-width";

/** A cell of a table for people; numbers are right aligned. */
export type TextCell = string | number | bigint | boolean | null | undefined;

export interface TableLayout {
  /** Cells that a line may take; default: the terminal's columns, without one no limit. */
  readonly width?: number;
  /** Whether the first row names the columns: it is underlined, and does not decide the alignment. Default false. */
  readonly header?: boolean;
}

const GAP = 2;
/** Cells that a column keeps when it is cut: a few letters and the ellipsis. */
const NARROWEST = 6;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Rows as aligned text that fits the terminal: columns of numbers to the right, the widest columns cut with `…` first.
 * Control characters are shown as escapes, since names out of a file must not steer the terminal.
 */
export function formatTable(rows: readonly (readonly TextCell[])[], layout: TableLayout = {}): string {
  const width = layout.width ?? process.stdout.columns ?? Number.POSITIVE_INFINITY;
  const count = Math.max(0, ...rows.map((row) => row.length));
  const texts = rows.map((row) => Array.from({ length: count }, (_, j) => visible(row[j])));
  const body = layout.header ? rows.slice(1) : rows;
  const right = Array.from(
    { length: count },
    (_, j) => body.some((row) => isNumber(row[j])) && body.every((row) => isNumber(row[j]) || isEmpty(row[j])),
  );
  const natural = Array.from({ length: count }, (_, j) => Math.max(1, ...texts.map((row) => displayWidth(row[j] ?? ""))));
  const widths = narrowed(natural, width - GAP * Math.max(0, count - 1));
  const lines = texts.map((row) => lineOf(row, widths, right));
  if (layout.header && lines.length > 0) lines.splice(1, 0, widths.map((each) => "─".repeat(each)).join(" ".repeat(GAP)));
  return lines.join("\n");
}

function lineOf(row: readonly string[], widths: readonly number[], right: readonly boolean[]): string {
  const cells = row.map((text, j) => {
    const cut = truncate(text, widths[j] ?? 0);
    const space = " ".repeat(Math.max(0, (widths[j] ?? 0) - displayWidth(cut)));
    return right[j] ? space + cut : cut + space;
  });
  return cells.join(" ".repeat(GAP)).trimEnd();
}

/** Takes cells from the widest columns until all fit, or each is at its narrowest. */
function narrowed(natural: readonly number[], total: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, 0) - total;
  while (excess > 0) {
    const widest = Math.max(...widths);
    const at = widths.indexOf(widest);
    if (widest <= NARROWEST) break;
    const second = Math.max(NARROWEST, ...widths.filter((_, j) => j !== at));
    const cut = Math.min(excess, Math.max(1, widest - second));
    widths[at] = widest - cut;
    excess -= cut;
  }
  return widths;
}

function isNumber(cell: TextCell): boolean {
  return typeof cell === "number" || typeof cell === "bigint";
}

function isEmpty(cell: TextCell): boolean {
  return cell === undefined || cell === null || cell === "";
}

function visible(cell: TextCell): string {
  if (cell === undefined || cell === null) return "";
  return String(cell).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (mark) => {
    if (mark === "\n") return "\\n";
    if (mark === "\t") return "\\t";
    if (mark === "\r") return "\\r";
    const code = mark.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** Cells of a terminal that a text takes: two for wide characters and emoji, none for marks that combine. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{Cc}\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}

/** The text, or as much of it as fits before an ellipsis. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = "";
  let left = width - 1;
  for (const { segment } of graphemes.segment(text)) {
    left -= graphemeWidth(segment);
    if (left < 0) break;
    cut += segment;
  }
  return width > 0 ? `${cut}…` : "";
}
