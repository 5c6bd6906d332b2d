import { ModelError } from "../../../errors.js";
import type { RuntimeValue } from "../../../graph/info.js";
import * as ops from "../../../graph/ops/text.js";
import { CsrMatrix } from "../../../sparse.js";
import { type HostValue, Tensor } from "../../../tensor.js";
import { kernel, type Run } from "../kernel.js";
import { analyzer, type Emit } from "../text/analyze.js";
import { hashText } from "../text/murmur.js";
import { RowCounter } from "../text/rows.js";

export const countTerms = kernel(ops.countTerms, ({ analysis, vocabulary, width, binary, dtype }) => {
  const add = (counter: RowCounter): Emit => {
    return (term) => {
      const column = vocabulary.get(term);
      if (column !== undefined) counter.add(column, 1);
    };
  };
  const answer = overTexts("brine.CountTerms", analysis, width, dtype, add);
  if (!binary) return answer;
  return (inputs) => answer(inputs).map((counts) => ones(counts as CsrMatrix));
});

export const hashTerms = kernel(ops.hashTerms, ({ analysis, width, alternateSign, dtype, empty }) => {
  const add = (counter: RowCounter): Emit => {
    return (term) => {
      const hash = hashText(term);
      // C's abs of the lowest integer is undefined; scikit-learn takes it for 2³¹.
      counter.add(Math.abs(hash) % width, alternateSign && hash < 0 ? -1 : 1);
    };
  };
  const answer = overTexts("brine.HashTerms", analysis, width, dtype, add);
  return (inputs) => {
    if (inputs[0]?.shape[0] === 0) throw complaint(empty.message, empty.python);
    return answer(inputs);
  };
});

function overTexts(op: string, analysis: ops.TextAnalysis, width: number, dtype: Tensor["dtype"], add: (counter: RowCounter) => Emit): Run {
  const analyze = analyzer(analysis);
  const counter = new RowCounter(width);
  const emit = add(counter);
  return ([input]) => {
    const texts = textsOf(input, analysis);
    counter.reset();
    counter.start(texts.length);
    for (let i = 0; i < texts.length; i++) {
      analyze(texts[i] as string, emit);
      counter.next();
    }
    return [counter.finish(op, dtype)];
  };
}

function ones(counts: CsrMatrix): CsrMatrix {
  const data = counts.data.data.slice();
  if (data instanceof BigInt64Array) data.fill(1n);
  else data.fill(1);
  return new CsrMatrix(counts.shape, new Tensor(counts.dtype, [data.length], data as never), counts.indices, counts.indptr);
}

/** The texts, or scikit-learn's complaint about the first thing that is none. */
function textsOf(input: RuntimeValue | undefined, analysis: ops.TextAnalysis): readonly string[] {
  if (input instanceof CsrMatrix) throw complaint("lower not found", "AttributeError");
  if (input === undefined) return [];
  if (input.shape.length === 1 && input.dtype === "string") return input.as("string").data;
  if (input.shape.length !== 1) {
    if (input.shape[0] === 0) return [];
    throw notText("list", analysis);
  }
  return Array.from({ length: input.size }, (_, i) => {
    const cell = input.at(i);
    if (typeof cell === "string") return cell;
    if (typeof cell === "number" && Number.isNaN(cell))
      throw complaint("np.nan is an invalid document, expected byte or unicode string.", "ValueError");
    throw notText(pythonType(cell), analysis);
  });
}

function notText(type: string, { lowercase }: ops.TextAnalysis): ModelError {
  if (lowercase) return complaint(`'${type}' object has no attribute 'lower'`, "AttributeError");
  return complaint(`expected string or bytes-like object, got '${type}'`, "TypeError");
}

function pythonType(cell: HostValue): string {
  if (cell === null) return "NoneType";
  if (typeof cell === "boolean") return "bool";
  if (typeof cell === "bigint" || Number.isInteger(cell)) return "int";
  if (typeof cell === "number") return "float";
  return cell instanceof Date ? "Timestamp" : cell instanceof Map ? "dict" : "list";
}

const complaint = (message: string, python: string) => new ModelError("input/value", message, { where: "X", python });

export const termsOfRows = kernel(ops.termsOfRows, ({ terms }) => ([input]) => {
  if (input === undefined) return [];
  const [rows = 0, columns = 0] = input.shape;
  const lists: HostValue[] = [];
  for (let i = 0; i < rows; i++) {
    const list: string[] = [];
    if (input instanceof CsrMatrix) {
      for (let k = input.indptr[i] ?? 0; k < (input.indptr[i + 1] ?? 0); k++)
        if (Number(input.data.data[k]) !== 0) list.push(terms[input.indices[k] as number] as string);
    } else for (let j = 0; j < columns; j++) if (Number(input.at(i * columns + j)) !== 0) list.push(terms[j] as string);
    lists.push(list);
  }
  return [new Tensor("object", [rows], lists)];
});
