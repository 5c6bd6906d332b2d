import type { Tensor } from "../../../tensor.js";
import { formatTable, type TextCell } from "../text-table.js";

/** Columns of one row that are shown. */
const SHOWN = 3;
/** Digits that a score is read by. */
const DIGITS = 4;

/** Whether an answer is one score for each of several classes. */
export const areScores = ({ dtype, shape }: Tensor): boolean => shape.length === 2 && (shape[1] ?? 0) > 1 && /^(b?float)/.test(dtype);

/** For people: of each row the columns with the highest scores, best first, by their number. */
export function rankingText(scores: Tensor, firstRow: number, header: boolean): string {
  const [rows = 0, width = 0] = scores.shape;
  const count = Math.min(SHOWN, width);
  const lines = Array.from({ length: rows }, (_, row): TextCell[] => {
    const values = Array.from({ length: width }, (_, j) => Number(scores.at(row * width + j)));
    const best = values.map((_, j) => j).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
    return [firstRow + row, ...best.slice(0, count).flatMap((j): TextCell[] => [j, Number((values[j] ?? 0).toPrecision(DIGITS))])];
  });
  const head = ["row", ...["best", "second", "third"].slice(0, count).flatMap((word) => [word, "score"])];
  return `${formatTable(header ? [head, ...lines] : lines, { header })}\n`;
}
