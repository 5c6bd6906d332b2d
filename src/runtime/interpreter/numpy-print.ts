const LINE_WIDTH = 75;
/** More elements than this are not all printed, */
const THRESHOLD = 1000;
/** but so many of both ends. */
const EDGE_ITEMS = 3;

/** repr() of a one-dimensional array of whole numbers (numpy/_core/arrayprint.py: _array_repr_implementation, _formatArray). */
export function arrayRepr(numbers: readonly number[]): string {
  const brief = numbers.length > THRESHOLD;
  const shown = brief ? [...numbers.slice(0, EDGE_ITEMS), ...numbers.slice(-EDGE_ITEMS)] : numbers;
  const words = shown.map(String);
  const widest = Math.max(0, ...words.map((word) => word.length));
  const aligned = words.map((word) => word.padStart(widest));
  if (brief) aligned.splice(EDGE_ITEMS, 0, "...");
  const indent = " ".repeat("array([".length);
  const lines: string[] = [];
  let line = indent;
  for (const [i, word] of aligned.entries()) {
    if (line.length > indent.length && line.length + word.length > LINE_WIDTH - "])".length) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += i + 1 < aligned.length ? `${word}, ` : word;
  }
  return `array([${[...lines, line].join("\n").slice(indent.length)}])`;
}
