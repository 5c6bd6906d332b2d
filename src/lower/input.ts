import type { GraphBuilder, Structure } from "../graph/builder.js";
import type { Info } from "../graph/info.js";
import { columns } from "../graph/ops/input.js";
import { Value } from "../graph/value.js";

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

  /** [N, C] of the columns' common NumPy dtype, which is what estimators compute with; strings with anything make it object. */
  toMatrix(): Value {
    return columns(this.values, {})[0] as Value;
  }

  /** `DataFrame.to_numpy()`: pandas does not mix booleans and numbers, they become objects (pandas/core/dtypes/cast.py: find_common_type). */
  toNumpy(): Value {
    const booleans = this.values.filter((value) => value.dtype === "bool").length;
    const mixed = booleans > 0 && booleans < this.values.length;
    return mixed
      ? (columns(
          this.values.map((value) => value.cast("object")),
          {},
        )[0] as Value)
      : this.toMatrix();
  }

  /** The answer that this table is. */
  toStructure(): Structure {
    return { list: this.values, tuple: false, names: this.names };
  }

  /** What one step answers, as what the next is given; undefined for lists of arrays. */
  static input(structure: Structure): Input | undefined {
    if (structure instanceof Value) return structure;
    const { list, names } = structure;
    const builder = list[0] instanceof Value ? list[0].builder : undefined;
    if (names === undefined || builder === undefined) return undefined;
    return new Frame(builder, names, list as readonly Value[]);
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
