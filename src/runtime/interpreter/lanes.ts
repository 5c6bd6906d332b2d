import { axisOf } from "../../graph/shapes.js";

/** A tensor seen along one axis: element `i` of lane (o, k) is at `(o * n + i) * inner + k`. */
export class Lanes {
  outer = 1;
  /** Length of the axis. */
  n = 1;
  inner = 1;
  /** Number of lanes, `outer * inner`. */
  count = 1;
  /** The shape without the axis, or with it at length 1. */
  reduced: readonly number[] = [];
  #shape: readonly number[] | undefined;

  constructor(
    private readonly op: string,
    private readonly axis: number,
    private readonly keep = false,
  ) {}

  /** Takes the lengths of a shape; cheap where it is the one before. */
  fit(shape: readonly number[]): void {
    const last = this.#shape;
    if (last && last.length === shape.length && shape.every((dim, i) => dim === last[i])) return;
    const axis = axisOf(this.op, this.axis, shape.length);
    this.#shape = shape;
    this.outer = 1;
    this.inner = 1;
    this.n = shape[axis] ?? 1;
    for (let i = 0; i < axis; i++) this.outer *= shape[i] ?? 1;
    for (let i = axis + 1; i < shape.length; i++) this.inner *= shape[i] ?? 1;
    this.count = this.outer * this.inner;
    this.reduced = this.keep ? shape.map((dim, i) => (i === axis ? 1 : dim)) : shape.filter((_, i) => i !== axis);
  }

  /** Where element `i` of the lane with running number `lane` stands. */
  index(lane: number, i: number): number {
    return (Math.floor(lane / this.inner) * this.n + i) * this.inner + (lane % this.inner);
  }
}
