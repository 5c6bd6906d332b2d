import { ModelError } from "../../errors.js";
import { dense, type Info } from "../info.js";
import { defineOp } from "../op.js";
import { spanOf, spatialLengths, windowedLengths } from "../windows.js";

export interface ConvAttributes {
  readonly strides: readonly number[];
  /** Zeros before each spatial axis, then those behind each. */
  readonly pads: readonly number[];
  readonly dilations: readonly number[];
  /** Channels come in so many groups, each with filters of its own. */
  readonly group: number;
}

/**
 * Correlation of [N, C, …] with filters [O, C / group, …]: [N, O, …]; a third input [O] is added to the answer
 * (onnx/docs/Operators.md: Conv).
 */
export const conv = defineOp<ConvAttributes>({
  op: "Conv",
  infer: (inputs, attributes) => {
    const [x, w, b] = operands("Conv", inputs);
    const [filters = 0, each = 0, ...windows] = w.shape as readonly number[];
    if (typeof x.shape[1] !== "number" || x.shape[1] !== each * attributes.group || filters % attributes.group !== 0)
      throw new ModelError("graph/spec", `Conv: [${x.shape}] does not go with filters [${w.shape}] in ${attributes.group} groups.`, {
        where: "Conv",
      });
    checkBias("Conv", b, filters);
    return [dense(x.dtype, [x.shape[0] ?? 1, filters, ...windowedLengths("Conv", spatialLengths("Conv", x.shape), windows, attributes)])];
  },
});

export interface ConvTransposeAttributes extends ConvAttributes {
  /** Lengths that the answer has more at its end. */
  readonly outputPadding: readonly number[];
}

/**
 * What Conv's gradient is to its input: [N, C, …] with filters [C, O / group, …] gives [N, O, …] of lengths
 * (L - 1) stride + span - pads + outputPadding (onnx/docs/Operators.md: ConvTranspose).
 */
export const convTranspose = defineOp<ConvTransposeAttributes>({
  op: "ConvTranspose",
  infer: (inputs, { strides, pads, dilations, group, outputPadding }) => {
    const [x, w, b] = operands("ConvTranspose", inputs);
    const [channels = 0, each = 0, ...windows] = w.shape as readonly number[];
    if (x.shape[1] !== channels || channels % group !== 0)
      throw new ModelError("graph/spec", `ConvTranspose: [${x.shape}] does not go with filters [${w.shape}] in ${group} groups.`, {
        where: "ConvTranspose",
      });
    checkBias("ConvTranspose", b, each * group);
    const lengths = spatialLengths("ConvTranspose", x.shape).map((length, i) => {
      const full = (length - 1) * (strides[i] ?? 1) + spanOf(windows[i] ?? 1, dilations[i] ?? 1);
      return full - (pads[i] ?? 0) - (pads[windows.length + i] ?? 0) + (outputPadding[i] ?? 0);
    });
    if (lengths.some((length) => length < 1))
      throw new ModelError("graph/spec", `ConvTranspose: the pads [${pads}] leave nothing of [${x.shape}].`, { where: "ConvTranspose" });
    return [dense(x.dtype, [x.shape[0] ?? 1, each * group, ...lengths])];
  },
});

/** Filters are known lengths throughout; whether their numbers are known matters not. */
function operands(op: string, inputs: readonly Info[]): readonly [Info, Info, Info | undefined] {
  const [x, w, b] = inputs;
  if (x === undefined || w === undefined || x.shape.length < 3 || w.shape.length !== x.shape.length)
    throw new ModelError("graph/spec", `${op} takes [N, C, …] and filters of as many axes, not [${x?.shape}] and [${w?.shape}].`, {
      where: op,
    });
  if (!w.shape.every((dim) => typeof dim === "number") || [w, b].some((other) => other && other.dtype !== x.dtype))
    throw new ModelError("graph/spec", `${op}: filters [${w.shape}] of ${w.dtype} do not go with ${x.dtype}.`, { where: op });
  return [x, w, b];
}

function checkBias(op: string, bias: Info | undefined, filters: number): void {
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== filters))
    throw new ModelError("graph/spec", `${op}: ${filters} filters and a bias of [${bias.shape}].`, { where: op });
}
