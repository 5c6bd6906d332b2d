import type { Info } from "./info.js";
import type { Value } from "./value.js";

/** The settings of a node. ONNX attributes are numbers, strings and lists; ops of our own domain may carry tables of any kind. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * What an op is: its name, how the dtype and shape of its outputs follow from its inputs, and whether it looks across rows.
 * Standard ONNX ops carry their ONNX name; ops of our own domain begin with `brine.`.
 */
export interface OpSpec<A extends object = Attributes> {
  readonly op: string;
  /** Dtypes and shapes of the outputs; throws `graph/spec` where the inputs break the op's rules. */
  infer(inputs: readonly Info[], attributes: A): readonly Info[];
  /** True where a row of an output depends on other rows of an input whose first dimension is the rows. */
  mixesRows?(inputs: readonly Info[], attributes: A): boolean;
  /** True where it does something beside answering, and runs though nobody reads the answer. */
  readonly effect?: boolean;
  /** Rows that a run should take together, for ops that go through large tables once per run. */
  readonly rowsPerRun?: number;
}

/** One application of an op. */
export interface Node {
  readonly spec: OpSpec<never>;
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

/** An op that lowerings call like a function; it is the spec as well. */
export interface Op<A extends object> extends OpSpec<A> {
  (inputs: readonly Value[], attributes: A): Value[];
}

/** Makes an op of our own domain (or a standard one) callable from lowerings: `treeEnsemble([x], { … })`. */
export function defineOp<A extends object>(spec: OpSpec<A>): Op<A> {
  const apply = (inputs: readonly Value[], attributes: A): Value[] => {
    const first = inputs[0];
    if (first === undefined) throw new RangeError(`${spec.op} needs at least one input`);
    return first.builder.emit(spec, inputs, attributes);
  };
  return Object.assign(apply, spec);
}
