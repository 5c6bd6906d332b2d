import { ModelError } from "../../errors.js";
import type { Value } from "../../graph/value.js";

/**
 * numpy.einsum of two values as one matrix product: letters of both and of the result are its batches, letters of both alone are summed.
 * Letters of one side alone that the result lacks are summed before. `...` stands for axes of one side, or of both alike.
 * @throws ModelError `keras/config` for an equation that does not fit the ranks, `keras/unsupported` for a letter twice on one side
 */
export function einsum(equation: string, a: Value, b: Value): Value {
  const { left, right, result } = parse(equation, a.rank, b.rank);
  const [x, xs] = summed(a, left, [...right, ...result]);
  const [y, ys] = summed(b, right, [...left, ...result]);
  const both = xs.filter((letter) => ys.includes(letter));
  const batch = both.filter((letter) => result.includes(letter));
  const inner = both.filter((letter) => !result.includes(letter));
  const mine = xs.filter((letter) => !both.includes(letter));
  const theirs = ys.filter((letter) => !both.includes(letter));
  const length = (letter: string) => x.shape[xs.indexOf(letter)] ?? y.shape[ys.indexOf(letter)] ?? 1;
  const lengths = (letters: readonly string[]) =>
    letters.map((letter) => (xs.includes(letter) ? length(letter) : (y.shape[ys.indexOf(letter)] ?? 1)));
  // Without batches the left side keeps its axes: a matrix product takes all but the last as rows.
  const rows = batch.length === 0 && mine.length > 0 ? lengths(mine) : [merge(lengths(mine), equation)];
  const [k, columns] = [merge(lengths(inner), equation), merge(lengths(theirs), equation)];
  const p = laidOut(x, xs, [...batch, ...mine, ...inner], [...lengths(batch), ...rows, k]);
  const q = laidOut(y, ys, [...batch, ...inner, ...theirs], [...lengths(batch), k, columns]);
  const product = p.matMul(q);
  const order = [...batch, ...mine, ...theirs];
  return permuted(reshaped(product, lengths(order)), order, result);
}

/** Letters for the axes of each side, those of `...` included. */
function parse(equation: string, rankA: number, rankB: number) {
  const [inputs = "", output] = equation.replace(/\s/g, "").split("->");
  const [first = "", second] = inputs.split(",");
  if (second === undefined || output === undefined || inputs.split(",").length > 2)
    throw wrong(equation, "it takes two operands and names its result");
  const elided = [first, second].map((side, i) => (side.includes("...") ? (i === 0 ? rankA : rankB) - (side.length - 3) : 0));
  const most = Math.max(...elided);
  // Names that no equation uses.
  const dots = Array.from({ length: most }, (_, i) => `.${i}`);
  const expand = (side: string, count: number): string[] => {
    const [before = "", after] = side.split("...");
    return after === undefined ? [...before] : [...before, ...dots.slice(most - count), ...after];
  };
  const left = expand(first, elided[0] ?? 0);
  const right = expand(second, elided[1] ?? 0);
  if (left.length !== rankA || right.length !== rankB || elided.some((count) => count < 0))
    throw wrong(equation, `its operands have ranks ${rankA} and ${rankB}`);
  for (const side of [left, right])
    if (new Set(side).size < side.length)
      throw new ModelError("keras/unsupported", `The equation "${equation}" takes a diagonal: a letter stands twice on one side.`, {
        where: equation,
      });
  return { left, right, result: expand(output, most) };
}

/** A value without the letters that nobody else has. */
function summed(value: Value, letters: readonly string[], others: readonly string[]): [Value, string[]] {
  let rest = value;
  const kept = letters.filter((letter) => others.includes(letter));
  for (let axis = letters.length - 1; axis >= 0; axis--) if (!others.includes(letters[axis] as string)) rest = rest.sum(axis);
  return [rest, kept];
}

function laidOut(value: Value, letters: readonly string[], wanted: readonly string[], shape: readonly (number | string)[]): Value {
  return reshaped(permuted(value, letters, wanted), shape);
}

function permuted(value: Value, letters: readonly string[], wanted: readonly string[]): Value {
  const permutation = wanted.map((letter) => letters.indexOf(letter));
  return permutation.every((from, to) => from === to) ? value : value.transpose(permutation);
}

function reshaped(value: Value, shape: readonly (number | string)[]): Value {
  return shape.length === value.rank && shape.every((dim, i) => dim === value.shape[i]) ? value : value.reshape(shape);
}

/** Several axes in one; the number of rows may be one of them only if it is alone. */
function merge(shape: readonly (number | string)[], equation: string): number | string {
  const [only] = shape;
  if (shape.length === 1 && only !== undefined) return only;
  return shape.reduce<number>((product, dim) => (typeof dim === "number" ? product * dim : rowsWithin(equation)), 1);
}

function rowsWithin(equation: string): never {
  throw new ModelError("keras/unsupported", `The equation "${equation}" takes the rows together with other axes.`, { where: equation });
}

function wrong(equation: string, why: string): ModelError {
  return new ModelError("keras/config", `The equation "${equation}" cannot be: ${why}.`, { where: equation });
}
