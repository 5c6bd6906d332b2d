import { isFloating, Tensor } from "../../src/tensor.js";
import type { Tolerance } from "./fixture.js";

/**
 * The first difference between what Brine answered and what Keras did, in words; undefined where they agree: floats within
 * `rtol` of Keras's own value plus `atol`, integers and texts the same.
 */
export function difference(expected: readonly Tensor[], answer: unknown, tolerance: Tolerance): string | undefined {
  // Lists in lists (the states of stacked cells) one behind the other, as Keras flattens them.
  const actual = flattened(answer);
  if (actual.length !== expected.length) return `expected ${expected.length} outputs, got ${actual.length}`;
  for (const [i, want] of expected.entries()) {
    const found = tensors(want, actual[i], tolerance);
    if (found) return expected.length > 1 ? `output ${i}: ${found}` : found;
  }
  return undefined;
}

/** The tensors of lists and dicts, left to right: a model answers the dict that it was made with. */
function flattened(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer.flatMap(flattened);
  if (answer === null || typeof answer !== "object" || answer instanceof Tensor) return [answer];
  return Object.values(answer).flatMap(flattened);
}

function tensors(expected: Tensor, actual: unknown, { rtol, atol }: Tolerance): string | undefined {
  if (!(actual instanceof Tensor)) return `expected a tensor, got ${String(actual)}`;
  if (actual.shape.join() !== expected.shape.join()) return `expected shape [${expected.shape}], got [${actual.shape}]`;
  if (actual.dtype !== expected.dtype) return `expected ${expected.dtype}, got ${actual.dtype}`;
  const exact = !isFloating(expected.dtype);
  for (let i = 0; i < expected.size; i++) {
    const [want, got] = [expected.at(i), actual.at(i)];
    if (want === got || (Number.isNaN(want) && Number.isNaN(got))) continue;
    if (exact || !(Math.abs(Number(want) - Number(got)) <= rtol * Math.abs(Number(want)) + atol))
      return `element ${i} of [${expected.shape}]: expected ${want}, got ${got}`;
  }
  return undefined;
}
