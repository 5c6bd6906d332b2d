import type { SourceModel } from "../decode/source.js";
import type { GraphBuilder, Structure } from "../graph/builder.js";
import type { DType } from "../tensor.js";
import type { Input } from "./input.js";

/** Keyword arguments of a method under the framework's names: `{ return_std: true }`. */
export type CallOptions = Readonly<Record<string, unknown>>;

/** One of the arrays that a network takes. */
export interface TensorInput {
  readonly name: string;
  readonly dtype: DType;
  /** Lengths that the model leaves open are null; undefined where it does not say. */
  readonly shape?: readonly (number | null)[];
}

/** What the rows of a model are: a matrix (of named columns, where it was fitted on a table), texts, labels, dicts, or a network's arrays. */
export interface ModelInputs {
  readonly kind: "matrix" | "texts" | "labels" | "records" | "tensors";
  readonly tensors?: readonly TensorInput[];
  readonly columns?: number;
  readonly names?: readonly string[];
}

/** A line of a network's summary, as Keras prints it. */
export interface LayerSummary {
  readonly name: string;
  readonly kind: string;
  /** One per output, open lengths null; undefined where they cannot be told without an input. */
  readonly shapes: readonly (readonly (number | null)[])[] | undefined;
  readonly trainable: number;
  readonly fixed: number;
  /** The layers whose answers it takes; empty in a plain sequence. */
  readonly from: readonly string[];
}

/** How a framework's models become graphs. */
export interface Lowering {
  /** The methods that take rows. */
  methods(source: SourceModel): string[];
  /** What the rows of the model are; undefined where it is none that can be asked. */
  inputs(source: SourceModel): ModelInputs | undefined;
  /** Class labels as text, in the order of the columns of `predict_proba`. */
  classes(source: SourceModel): readonly string[] | undefined;
  lower(source: SourceModel, builder: GraphBuilder, method: string, input: Input | undefined, options: CallOptions): Structure;
  /** Methods without rows, such as `get_feature_names_out`; undefined where there is none of this name. */
  host(source: SourceModel, builder: GraphBuilder, method: string, argument: readonly string[] | undefined, options: CallOptions): unknown;
  hostMethods(source: SourceModel): string[];
  /** What a network calls its answers, in their order, nested ones by path. */
  outputs?(source: SourceModel): readonly string[] | undefined;
  /** Forgets what layers keep from one call to the next. */
  reset?(source: SourceModel): void;
  /** The layers of a network, in the order of the file. */
  summary?(source: SourceModel, builder: GraphBuilder): readonly LayerSummary[] | undefined;
}
