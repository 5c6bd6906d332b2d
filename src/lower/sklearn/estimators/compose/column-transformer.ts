import { checkNumeric } from "../../../../graph/ops/input.js";
import { Value } from "../../../../graph/value.js";
import { Frame, type Input } from "../../../input.js";
import { checkColumns } from "../../composition/column-checks.js";
import { isByName, lookUp, positionsOf } from "../../composition/column-key.js";
import { columnNames, columnNamesOut } from "../../composition/column-names.js";
import { type Part, workingParts } from "../../composition/column-parts.js";
import { arrayOf, denseStack, noColumns, sparseStack, tableStack, weighted } from "../../composition/stack.js";
import { weightsOf } from "../../composition/steps.js";
import { defineMeta, type Self } from "../../define.js";
import { withDefault } from "../../fields.js";
import { columnsOf, framesOutput } from "../../set-output.js";
import { describeInputs } from "../../validate.js";

/** sklearn/compose/_column_transformer.py: ColumnTransformer. */
export const columnTransformer = defineMeta("ColumnTransformer", {
  params: { verbose_feature_names_out: withDefault("any", true), sparse_threshold: withDefault("float", 0.3) },
  fitted: { sparse_output_: withDefault("bool", false) },
  transform: (x, m) => {
    const byName = checkColumns(x, m);
    const weights = weightsOf(m.self);
    const parts = workingParts(m);
    const blocks = parts.map((part) => {
      const columns = select(x, part, byName, m);
      return { part, block: weighted(transformed(columns, part, m), weights.get(part.name)) };
    });
    for (const { part, block } of blocks) if (block instanceof Value && block.rank !== 2) m.refuse(notTwoDimensional(part.name, m));
    const outputs = blocks.map(({ block }) => block);
    if (outputs.length === 0) return noColumns(x);
    if (m.sparse_output_) return sparseStack(outputs.map((block) => numeric(block, m)));
    const table = framesOutput(m.self) ? tableStack(outputs) : undefined;
    return table ? table.toStructure() : denseStack(outputs.map(arrayOf));
  },
  host: {
    get_feature_names_out: (m, given) => columnNamesOut(m, given, m.verbose_feature_names_out),
    get_feature_names: (m) => columnNames(m),
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0), get_feature_names: (m) => !m.atLeast(1, 2) },
  takes: (m) => describeInputs(m.self, "matrix"),
});

/** The columns of a part: one alone is handed over as a vector, as texts need it (a sparse one stays a matrix). */
export function select(x: Input, part: Part, byName: readonly string[] | undefined, m: Self): Input {
  const { key, positions } = part;
  if (x instanceof Frame) {
    const wanted = byName && positions?.map((i) => byName[i] as string);
    const at = wanted ? lookUp(wanted, x.names, key.scalar) : (positions ?? positionsOf(key, x.names.length, x.names));
    return key.scalar ? (x.values[at[0] as number] as Value) : x.pick(at);
  }
  if (isByName(key))
    m.refuse(
      `Specifying the columns using strings is only supported for ${m.atLeast(1, 4) ? "dataframes" : "pandas DataFrames"}${m.atLeast(1, 5) ? "." : ""}`,
    );
  const columns = x.gather(positions ?? positionsOf(key, x.dim(1), undefined), 1);
  return key.scalar && x.layout === "dense" ? columns.reshape([columns.shape[0] ?? -1]) : columns;
}

function transformed(columns: Input, { step, key }: Part, m: Self): Input {
  if (typeof step === "string") {
    const framed = framesOutput(m.self) && columns instanceof Value && columns.rank === 2;
    return framed ? columnsOf(columns) : columns;
  }
  if (key.scalar && columns instanceof Value && columns.rank === 1 && step.definition.inputs(step).kind === "matrix")
    m.refuse(ONE_DIMENSIONAL);
  return step.transformed(columns);
}

const ONE_DIMENSIONAL =
  "1D data passed to a transformer that expects 2D data. Try to specify the column selection as a list of one item instead of a scalar.";

function notTwoDimensional(name: string, m: Self): string {
  const kinds = m.atLeast(1, 5) ? "numpy array, scipy sparse array, dataframe" : "scipy matrix, array, or pandas DataFrame";
  return `The output of the '${name}' transformer should be 2D (${kinds}).`;
}

/** What goes into a sparse matrix must be numbers. */
function numeric(block: Input, m: Self): Value {
  const value = block instanceof Frame ? block.toNumpy() : block;
  if (value.dtype !== "object" && value.dtype !== "string") return value;
  const message = `For a sparse output, all columns should${m.atLeast(0, 20) ? " " : ""}be a numeric or convertible to a numeric.`;
  return (checkNumeric([value], { message })[0] as Value).cast("float64");
}
