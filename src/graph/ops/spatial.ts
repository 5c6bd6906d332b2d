import { ModelError } from "../../errors.js";
import { type Dim, dense, ROWS } from "../info.js";
import { defineOp } from "../op.js";

export interface PadAttributes {
  /** Places before each axis, then those behind each; none is negative. */
  readonly pads: readonly number[];
  /** `constant` writes `value`, `reflect` mirrors without the edge, `edge` repeats it. */
  readonly mode: "constant" | "reflect" | "edge";
  readonly value: number;
}

/** numpy.pad (onnx/docs/Operators.md: Pad). */
export const pad = defineOp<PadAttributes>({
  op: "Pad",
  infer: ([x], { pads, mode }) => {
    const shape = x?.shape ?? [];
    const rank = shape.length;
    if (pads.length !== 2 * rank || pads.some((count) => !(count >= 0)))
      throw new ModelError("graph/spec", `Pad: [${pads}] does not go with [${shape}].`, { where: "Pad" });
    const padded = shape.map((dim, i): Dim => {
      const [before = 0, after = 0] = [pads[i], pads[rank + i]];
      if (before + after === 0) return dim;
      if (typeof dim === "string")
        throw new ModelError("graph/spec", `Pad: the length ${dim} of [${shape}] is not known.`, { where: "Pad" });
      if ((mode === "reflect" && Math.max(before, after) >= dim) || (mode === "edge" && dim === 0))
        throw new ModelError("graph/spec", `Pad: ${Math.max(before, after)} places cannot be mirrored of a length of ${dim}.`, {
          where: "Pad",
        });
      return before + dim + after;
    });
    return [dense(x?.dtype ?? "float32", padded)];
  },
  mixesRows: ([x], { pads }) => x?.shape[0] === ROWS && (pads[0] ?? 0) + (pads[x.shape.length] ?? 0) > 0,
});

export interface ResizeAttributes {
  /** The new lengths of the spatial axes of [N, C, …]. */
  readonly lengths: readonly number[];
  /**
   * `nearest`: number floor(i · old / new). `linear`: between the two numbers about (i + 0.5) old / new - 0.5, one axis after the
   * other (onnx/docs/Operators.md: Resize, `asymmetric` with `floor`, and `half_pixel`).
   */
  readonly mode: "nearest" | "linear";
}

/** Images made larger or smaller. */
export const resize = defineOp<ResizeAttributes>({
  op: "Resize",
  infer: ([x], { lengths }) => {
    const shape = x?.shape ?? [];
    if (lengths.length !== shape.length - 2 || shape.slice(2).some((dim) => typeof dim !== "number"))
      throw new ModelError("graph/spec", `Resize: [${shape}] to [${lengths}].`, { where: "Resize" });
    return [dense(x?.dtype ?? "float32", [...shape.slice(0, 2), ...lengths])];
  },
});
