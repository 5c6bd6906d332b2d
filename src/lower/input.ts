import type { GraphBuilder } from "../graph/builder.js";
import type { Info } from "../graph/info.js";
import { columns } from "../graph/ops/input.js";
import type { Value } from "../graph/value.js";

/** A table inside a graph: named columns, each of shape [N], with dtypes of their own (a pandas DataFrame). */
export class Frame {
  constructor(
    readonly builder: GraphBuilder,
    readonly names: readonly string[],
    readonly values: readonly Value[],
  ) {}

  /** The columns at these positions, as a Frame again. */
  pick(positions: readonly number[]): Frame {
    return new Frame(
      this.builder,
      positions.map((i) => this.names[i] as string),
      positions.map((i) => this.values[i] as Value),
    );
  }

  /** `DataFrame.to_numpy()`: [N, C] of the columns' common dtype; strings with anything make it object. */
  toMatrix(): Value {
    return columns(this.values, {})[0] as Value;
  }
}

/** What a method is given: an array (dense or csr), or a table. */
export type Input = Value | Frame;

/** The form of an input, which a graph is specialized for: everything but the numbers and the number of rows. */
export type InputForm =
  | { readonly kind: "array"; readonly info: Info }
  | { readonly kind: "table"; readonly columns: readonly { readonly name: string; readonly info: Info }[] };

/** Declares the graph's inputs for a form. */
export function declareInput(builder: GraphBuilder, form: InputForm): Input {
  if (form.kind === "array") return builder.input("X", form.info);
  const values = form.columns.map(({ name, info }) => builder.input(name, info));
  return new Frame(
    builder,
    form.columns.map((column) => column.name),
    values,
  );
}
