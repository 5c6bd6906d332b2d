import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Structure } from "../src/graph/builder.js";
import type { RuntimeValue } from "../src/graph/info.js";
import { Value } from "../src/graph/value.js";
import { load, type Model, ModelError } from "../src/index.js";
import { feedsOf } from "../src/model/form.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { requireSession } from "../src/runtime/onnxruntime/session.js";
import { CsrMatrix } from "../src/sparse.js";
import { Table } from "../src/table.js";
import { Tensor, zeros } from "../src/tensor.js";
import { difference, FLOAT32, toleranceOf } from "./sklearn/compare.js";
import { type Ask, type Case, type Described, Fixture, folders, root } from "./sklearn/fixture.js";

/** What differs between versions is settled in the graph, before any export; `BRINE_VERSIONS` chooses others. */
const NEWEST = "1.9.1";
const exportedFolders = folders().filter((name) => process.env.BRINE_VERSIONS || name.endsWith(`/${NEWEST}`));

/** Ops of our own that standard ONNX cannot say, with the reason; whoever adds one without an expansion answers for it here. */
const withoutEquivalent: Readonly<Record<string, string>> = {
  Erf: "onnxruntime has seven digits of the error function of float64 numbers (GaussianProcessClassifier)",
  Cast: "floats are not written as text the way Python writes them",
  Concat: "numbers beside texts in one array are Python objects",
  "brine.CountTerms": "no standard op splits texts into words as Python does",
  "brine.HashTerms": "no standard op splits texts into words as Python does, or hashes them",
  "brine.DecodeOneHot": "a row of zeros is read back as None, and columns of several kinds as Python objects",
  "brine.DecodeCodes": "unknown and missing values are read back as None and NaN, and columns of several kinds as Python objects",
  "brine.BinarizeLabels": "with two classes, how many columns it answers depends on how many labels there are",
  "brine.BinarizeLists": "its rows are lists of unequal length",
  "brine.ListsOfLabels": "its rows are lists of unequal length",
  "brine.VectorizeDicts": "its rows are Python dicts",
  "brine.HashFeatures": "its rows are Python dicts or lists",
  "brine.DictsOfRows": "its rows are Python dicts",
  "brine.Neighbors":
    "metrics other than sums of powers, too many rows, and rows on a grid, where a search of its own settles which come first",
  "brine.RadiusNeighbors": "its rows are lists of unequal length",
  "brine.RadiusVotes": "it counts over lists of unequal length",
  "brine.KnnImpute": "each missing cell has nearest rows of its own",
  "brine.NeighborGraph": "it answers a sparse matrix with as many cells as it has rows in training",
  "brine.Quantiles": "the way back needs Erf in double precision, or to know which zeros are stored",
  "brine.RestoreMissing": "which columns were left out depends on all the rows",
  "brine.IsMissing": "numbers among objects are texts there",
  "brine.TermsOfRows": "its rows are lists of unequal length",
};

/** Every model that scikit-learn saved, expanded into standard ONNX and asked in onnxruntime what it was asked in Python. */
describe.each(exportedFolders)("%s as ONNX", async (name) => {
  const fixture = await new Fixture(join(root, name)).open();
  it.each(fixture.cases.map((found): [string, Case] => [found.name, found]))("%s answers as scikit-learn", async (_, found) => {
    const model = await load(join(root, name, found.model));
    const problems: string[] = [];
    for (const asked of found.answers) {
      const input = asked.input ?? found.input;
      if (input.kind === "none" || model.hostMethods.includes(asked.method)) continue;
      const wrong = await compare(fixture, model, input, asked, toleranceOf(found.class));
      if (wrong) problems.push(`${found.name}.${asked.method}(${JSON.stringify(asked.input ?? "").slice(0, 90)}): ${wrong}`);
    }
    expect(problems.join("\n")).toBe("");
  });
});

async function compare(
  fixture: Fixture,
  model: Model,
  input: Described,
  asked: Ask & { readonly output: Described },
  tolerance: number,
): Promise<string | undefined> {
  const feeds = feedsOf(fixture.input(input), model.inputs?.kind === "records");
  try {
    const { graph, structure } = model.graph(asked.method, feeds.form, asked.kwargs);
    // A float32 product depends on the order in which a BLAS adds, whatever the dtype of the answer.
    const rounded = graph.outputs.some(({ dtype, layout }) => dtype === "float32" && layout === "csr");
    const single = rounded || graph.nodes.some(({ op, outputs }) => op.endsWith("MatMul") && outputs[0]?.dtype === "float32");
    // The dtypes of a graph are fixed; what NumPy makes of no labels at all is not.
    if (graph.inputs.length === 1 && feeds.values[0]?.shape[0] === 0 && model.inputs?.kind === "labels") return undefined;
    const session = await requireSession(toOnnxGraph(graph));
    const outputs = await session.run(feeds.values.map(exported));
    await session.release();
    let next = 0;
    const assemble = (part: Structure): unknown => {
      if (part instanceof Value) return part.layout === "csr" ? sparse(outputs[next++] as Tensor) : outputs[next++];
      const items = part.list.map(assemble);
      return part.names ? new Table(new Map(items.map((item, i) => [part.names?.[i] as string, item as Tensor]))) : items;
    };
    return difference(fixture, exportedAnswer(fixture, asked.output), assemble(structure), single ? FLOAT32 : tolerance);
  } catch (error) {
    if (error instanceof ModelError && error.code === "onnx/no-standard-op")
      return error.where !== undefined && error.where in withoutEquivalent ? undefined : error.message;
    return error instanceof Error ? `${error.stack?.split("\n").slice(0, 3).join(" ")}` : String(error);
  }
}

/** What the exported model should answer: objects are texts there. */
function exportedAnswer(fixture: Fixture, output: Described): Described {
  return output.kind === "objects" ? { ...output, kind: "strings", values: fixture.values(output).map(textOf) } : output;
}

/** As Python's `str` writes them. */
const textOf = (cell: unknown): string => (cell === null ? "None" : Number.isNaN(cell) ? "nan" : String(cell));

/** Cells of Python objects as the texts that an exported model takes. */
function text(objects: Tensor): Tensor {
  const cells = Array.from({ length: objects.size }, (_, i) => objects.at(i));
  return new Tensor("string", objects.shape, cells.map(textOf));
}

/** Sparse rows as the dense ones that an exported model takes. */
function exported(value: RuntimeValue): RuntimeValue {
  if (value.dtype === "object" && value instanceof Tensor) return text(value);
  if (!(value instanceof CsrMatrix)) return value;
  const dense = zeros(value.dtype, value.shape);
  const data = dense.data as { [index: number]: unknown };
  for (let row = 0; row < value.shape[0]; row++)
    for (let k = value.indptr[row] ?? 0; k < (value.indptr[row + 1] ?? 0); k++)
      data[row * value.shape[1] + (value.indices[k] ?? 0)] = value.data.data[k];
  return dense;
}

function sparse(dense: Tensor): CsrMatrix {
  const [rows, columns] = dense.shape as [number, number];
  const indices = Int32Array.from({ length: rows * columns }, (_, i) => i % columns);
  const indptr = Int32Array.from({ length: rows + 1 }, (_, i) => i * columns);
  return new CsrMatrix([rows, columns], new Tensor(dense.dtype, [rows * columns], dense.data) as CsrMatrix["data"], indices, indptr);
}
