import type { Dim, Info } from "../../graph/info.js";
import { ROWS } from "../../graph/info.js";
import type { Node } from "../../graph/op.js";
import { broadcasting } from "../../graph/ops/elementwise.js";

/**
 * Whether a node answers each row by itself. A graph of TensorFlow may do anything with its first axis, so that whatever is not plainly so is
 * taken for mixing: rows in another axis, or in none where they went in. An axis of several places to a row (`12*N`) counts as the rows.
 */
export function keepsRows({ spec, inputs, outputs, attributes }: Node): boolean {
  const all = [...inputs, ...outputs];
  if (all.some(({ shape }) => shape.slice(1).some(isOpen))) return false;
  if (!inputs.some(({ shape }) => isOpen(shape[0]))) return true;
  if (!outputs.every(({ shape }) => isOpen(shape[0]))) return false;
  const infos = inputs.map((input): Info => ({ ...input, dtype: input.dtype, layout: input.layout, shape: asRows(input.shape) }));
  const mixes = spec.mixesRows as ((inputs: readonly Info[], attributes: unknown) => boolean) | undefined;
  if (spec.op === "Reshape") return true;
  // Rows of one side beside columns of the other.
  const rank = Math.max(...outputs.map(({ shape }) => shape.length));
  if (broadcasting.has(spec.op) && inputs.some(({ shape }) => isOpen(shape[0]) && shape.length < rank)) return false;
  return !mixes?.(infos, attributes);
}

const isOpen = (dim: Dim | undefined): boolean => typeof dim === "string";
const asRows = (shape: readonly Dim[]): readonly Dim[] => (isOpen(shape[0]) ? [ROWS, ...shape.slice(1)] : shape);
