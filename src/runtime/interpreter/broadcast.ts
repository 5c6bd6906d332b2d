import { ModelError } from "../../errors.js";

/**
 * How to walk two or three inputs of different shapes together, as NumPy broadcasts. Axes that all inputs walk alike are merged, so what is
 * left is nearly always one inner block of `rows` x `cols` with a step per input and axis (0 where the input is repeated); the
 * odometer of `start` and `next` steps over further axes.
 *
 *     for (let at = plan.start(); at < plan.size; at = plan.next()) loop(a, b, out, plan, at);
 */
export class Plan {
  readonly shape: readonly number[];
  readonly size: number;
  readonly rows: number;
  readonly cols: number;
  /** Step of each input from one row of the block to the next, and from one column to the next. */
  readonly rowA: number;
  readonly rowB: number;
  readonly rowC: number;
  readonly colA: number;
  readonly colB: number;
  readonly colC: number;
  /** Where each input stands at the beginning of the current block. */
  atA = 0;
  atB = 0;
  atC = 0;
  readonly #outer: readonly number[];
  readonly #outerSteps: readonly (readonly number[])[];
  readonly #counter: number[];
  readonly #shapes: readonly (readonly number[])[];
  #at = 0;

  constructor(op: string, shapes: readonly (readonly number[])[]) {
    this.#shapes = shapes;
    this.shape = common(op, shapes);
    const dims: number[] = [];
    const steps: number[][] = [];
    let size = 1;
    const strides = shapes.map(() => 1);
    for (let back = 1; back <= this.shape.length; back++) {
      const dim = this.shape[this.shape.length - back] ?? 1;
      const step = shapes.map((shape, k) => {
        const own = shape[shape.length - back] ?? 1;
        const stride = own === 1 ? 0 : (strides[k] ?? 0);
        strides[k] = (strides[k] ?? 0) * own;
        return stride;
      });
      size *= dim;
      if (dim === 1) continue;
      const inner = steps.at(-1);
      const length = dims.at(-1) ?? 1;
      if (inner && step.every((s, k) => s === (inner[k] ?? 0) * length)) dims[dims.length - 1] = length * dim;
      else {
        dims.push(dim);
        steps.push(step);
      }
    }
    this.size = size;
    this.cols = dims[0] ?? 1;
    this.rows = dims[1] ?? 1;
    [this.colA, this.colB, this.colC] = three(steps[0]);
    [this.rowA, this.rowB, this.rowC] = three(steps[1]);
    this.#outer = dims.slice(2);
    this.#outerSteps = steps.slice(2);
    this.#counter = this.#outer.map(() => 0);
  }

  /** Whether the plan was made for exactly these shapes. */
  fits(a: readonly number[], b: readonly number[], c?: readonly number[]): boolean {
    const [x, y, z] = this.#shapes;
    return equal(a, x) && equal(b, y) && (c === undefined || equal(c, z));
  }

  /** Begins with the first block and answers where it stands in the output. */
  start(): number {
    this.atA = this.atB = this.atC = this.#at = 0;
    if (this.#outer.length > 0) this.#counter.fill(0);
    return 0;
  }

  /** Goes to the next block; `size` when there is none. */
  next(): number {
    this.#at += this.rows * this.cols;
    for (let axis = 0; axis < this.#outer.length; axis++) {
      const [a, b, c] = three(this.#outerSteps[axis]);
      const count = (this.#counter[axis] ?? 0) + 1;
      const wraps = count === this.#outer[axis];
      const times = wraps ? 1 - count : 1;
      this.atA += a * times;
      this.atB += b * times;
      this.atC += c * times;
      this.#counter[axis] = wraps ? 0 : count;
      if (!wraps) break;
    }
    return this.#at;
  }
}

const three = (steps: readonly number[] | undefined): [number, number, number] => [steps?.[0] ?? 0, steps?.[1] ?? 0, steps?.[2] ?? 0];

function equal(a: readonly number[], b: readonly number[] | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function common(op: string, shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const out = new Array<number>(rank).fill(1);
  for (const shape of shapes)
    for (let i = 0; i < shape.length; i++) {
      const at = rank - shape.length + i;
      const dim = shape[i] ?? 1;
      if (dim === 1 || dim === out[at]) continue;
      if (out[at] !== 1)
        throw new ModelError("input/shape", `${op}: shapes ${shapes.map((s) => `[${s}]`).join(" and ")} do not broadcast.`, { where: op });
      out[at] = dim;
    }
  return out;
}
