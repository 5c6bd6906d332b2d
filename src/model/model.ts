import type { Json, SourceModel } from "../decode/source.js";
import { contradiction, guarded, ModelError } from "../errors.js";
import { type Fold, type Graph, GraphBuilder, leaves, type Structure } from "../graph/builder.js";
import type { RuntimeValue } from "../graph/info.js";
import { Value } from "../graph/value.js";
import { declareInput, type InputForm } from "../lower/input.js";
import type { CallOptions, LayerSummary, Lowering, ModelInputs } from "../lower/lowering.js";
import type { Executable } from "../runtime/executor.js";
import type { CsrMatrix } from "../sparse.js";
import { Table } from "../table.js";
import type { Tensor } from "../tensor.js";
import { feedsOf, type ModelInput } from "./form.js";
import { raggedRows } from "./nested.js";
import { type SaveOptions, save, type Writer } from "./save.js";
import { tensorFeeds } from "./tensors.js";

/** What a method answers: an array (sparse where the framework's is), a table (after scikit-learn's `set_output`), or Python's list, tuple or dict of them. */
export type Answer = Tensor | CsrMatrix | Table | readonly Answer[] | { readonly [key: string]: Answer };

/** What a model needs from the composition root. */
export interface Engine {
  readonly lowering: Lowering;
  readonly fold: Fold;
  executable(graph: Graph): Executable;
  readonly writers: readonly Writer[];
}

interface Compiled {
  readonly executable: Executable;
  readonly structure: Structure;
}

/** A method called without rows. */
const NO_ROWS: { readonly key: string; readonly form: undefined; readonly values: readonly RuntimeValue[] } = {
  key: "none",
  form: undefined,
  values: [],
};

export type { CallOptions, LayerSummary } from "../lower/lowering.js";

/** A model that was opened: what it is, and its methods. */
export class Model {
  readonly #engine: Engine;
  readonly #compiled = new Map<string, Map<string, Compiled>>();
  #inputs: { readonly known: ModelInputs | undefined } | undefined;

  constructor(
    readonly source: SourceModel,
    engine: Engine,
  ) {
    this.#engine = engine;
  }

  /** The rows that it takes, as far as the file tells. Found when asked for: that may look into all that the file holds. */
  get inputs(): ModelInputs | undefined {
    this.#inputs ??= { known: this.#engine.lowering.inputs(this.source) };
    return this.#inputs.known;
  }

  get framework(): string {
    return this.source.framework;
  }
  get frameworkVersion(): string | undefined {
    return this.source.frameworkVersion;
  }
  /** The class, such as `Pipeline`. */
  get kind(): string {
    return this.source.kind;
  }
  /** Hyper-parameters, nested as the models are. */
  get config(): Json {
    return this.source.config;
  }
  /** Fitted arrays by path, in the order of the file. */
  get weights(): ReadonlyMap<string, Tensor> {
    return this.source.weights;
  }
  /** Class labels as text, in the order of the columns of `predict_proba`; undefined where there are none. */
  get classes(): readonly string[] | undefined {
    return this.#engine.lowering.classes(this.source);
  }
  /** Whether it holds a configuration and weights of its own to compare (an .onnx file holds neither). */
  get comparable(): boolean {
    return this.source.comparable;
  }
  /** Models inside this one, by path. */
  get parts(): ReadonlyMap<string, SourceModel> {
    return this.source.parts;
  }
  /** The methods that this very object offers, by the framework's names. */
  get methods(): string[] {
    return this.#engine.lowering.methods(this.source);
  }
  /** The methods that take no rows, for `describe`: `get_feature_names_out`, `get_support`. */
  get hostMethods(): string[] {
    return this.#engine.lowering.hostMethods(this.source);
  }

  /** What a network calls its answers, in their order; undefined for other models. */
  get outputNames(): readonly string[] | undefined {
    return this.#engine.lowering.outputs?.(this.source);
  }

  /** The layers of a network, with the shapes of their outputs and the numbers that they hold; undefined for other models. */
  summary(): readonly LayerSummary[] | undefined {
    return this.#engine.lowering.summary?.(this.source, new GraphBuilder(this.#engine.fold));
  }

  /** Forgets the states that `stateful` layers of Keras keep from one `predict` to the next: the next one starts from zeros. */
  resetStates(): void {
    this.#engine.lowering.reset?.(this.source);
  }

  predict(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("predict", x, options);
  }
  predictProba(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("predict_proba", x, options);
  }
  predictLogProba(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("predict_log_proba", x, options);
  }
  decisionFunction(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("decision_function", x, options);
  }
  transform(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("transform", x, options);
  }
  inverseTransform(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("inverse_transform", x, options);
  }
  scoreSamples(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("score_samples", x, options);
  }
  /** Distances [N, k] and int64 row numbers [N, k] of the nearest training rows. */
  kneighbors(x: ModelInput, options?: CallOptions): Promise<Answer> {
    return this.call("kneighbors", x, options);
  }

  /**
   * Any method by the framework's own name.
   * @throws ModelError `model/method` where the object does not offer it; `input/…` where the framework would refuse the rows
   */
  async call(method: string, x?: ModelInput, options: CallOptions = {}): Promise<Answer> {
    const feeds =
      x === undefined ? NO_ROWS : this.inputs?.kind === "tensors" ? tensorFeeds(x) : feedsOf(x, this.inputs?.kind === "records");
    const { executable, structure } = this.#compile(method, feeds.key, feeds.form, options);
    let outputs: RuntimeValue[];
    try {
      const run = executable.run(feeds.values);
      outputs = run instanceof Promise ? await run : run;
    } catch (cause) {
      throw contradiction("graph/spec", `${this.kind}.${method} failed while it ran`, this.kind, cause);
    }
    if (structure instanceof Value) return outputs[0] as RuntimeValue;
    let next = 0;
    const assemble = (part: Structure): Answer => {
      if (part instanceof Value) return outputs[next++] as RuntimeValue;
      const { names } = part;
      const items = part.list.map(assemble);
      if (part.ragged) return raggedRows(items[0] as Tensor, part.tuple, typeof part.ragged === "string" ? part.ragged : undefined);
      if (part.keys) return Object.fromEntries(items.map((item, i) => [part.keys?.[i] ?? String(i), item]));
      return names ? new Table(new Map(items.map((item, i) => [names[i] as string, item as Tensor]))) : items;
    };
    return assemble(structure);
  }

  /** A method that takes no rows: `get_feature_names_out`, `get_support`. */
  describe(method: string, argument?: readonly string[], options: CallOptions = {}): unknown {
    const answer = this.#engine.lowering.host(this.source, new GraphBuilder(this.#engine.fold), method, argument, options);
    if (answer === undefined)
      throw new ModelError("model/method", `'${this.kind}' object has no attribute '${method}'`, { python: "AttributeError" });
    return answer;
  }

  /** The graph that a method runs for inputs of a form. */
  graph(method: string, form: InputForm | undefined, options: CallOptions = {}): { readonly graph: Graph; readonly structure: Structure } {
    const builder = new GraphBuilder(this.#engine.fold);
    const structure = this.#engine.lowering.lower(this.source, builder, method, form && declareInput(builder, form), options);
    return { graph: builder.finish(leaves(structure)), structure };
  }

  /** One graph that answers several methods. */
  graphOf(methods: readonly string[], form: InputForm): { readonly graph: Graph; readonly structures: readonly Structure[] } {
    const builder = new GraphBuilder(this.#engine.fold);
    const input = declareInput(builder, form);
    const structures = methods.map((method) => this.#engine.lowering.lower(this.source, builder, method, input, {}));
    return { graph: builder.finish(structures.flatMap(leaves)), structures };
  }

  /**
   * Writes the model: the format by extension, or `format`. A crash leaves the old file or the new one.
   * @throws ModelError `format/write` where the format cannot hold the model, `bytes/write`, `onnx/no-standard-op`
   */
  save(path: string, options: SaveOptions = {}): Promise<void> {
    return save(this, path, this.#engine.writers, options);
  }

  /** The model as standard ONNX, one output per method. @throws ModelError `onnx/no-standard-op` naming the step in the way */
  async toOnnx(options: Pick<SaveOptions, "input" | "methods"> = {}): Promise<Uint8Array> {
    const { toOnnx } = await import("./writers/onnx.js");
    return toOnnx(this, options);
  }

  #compile(method: string, formKey: string, form: InputForm | undefined, options: CallOptions): Compiled {
    // Two maps rather than one key put together: the strings are the same objects each time, and their hashes are known.
    const byMethod = this.#compiled.get(formKey) ?? new Map<string, Compiled>();
    if (byMethod.size === 0) this.#compiled.set(formKey, byMethod);
    const key = isEmpty(options) ? method : `${method}|${JSON.stringify(options)}`;
    const known = byMethod.get(key);
    if (known) return known;
    const { graph, structure } = this.graph(method, form, options);
    const executable = guarded(
      "graph/spec",
      () => `${this.kind}.${method} cannot be run`,
      this.kind,
      () => this.#engine.executable(graph),
    );
    const compiled = { executable, structure };
    byMethod.set(key, compiled);
    return compiled;
  }
}

function isEmpty(options: CallOptions): boolean {
  for (const _ in options) return false;
  return true;
}
