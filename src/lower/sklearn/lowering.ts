import { PythonSource } from "../../decode/python/source.js";
import type { SourceModel } from "../../decode/source.js";
import { guarded, ModelError } from "../../errors.js";
import { type Fold, GraphBuilder } from "../../graph/builder.js";
import type { Lowering } from "../lowering.js";
import type { Estimator } from "./define.js";
import { bindObject, type Fitted, unknownClass } from "./fitted.js";

/** Questions about a model are answered without computing anything. */
const refuse: Fold = () => {
  throw new ModelError("graph/spec", "A question about a model tried to compute.");
};

/** Lowers what scikit-learn pickled, by the definitions of its classes. */
export function sklearnLowering(estimators: ReadonlyMap<string, Estimator>): Lowering {
  const root = (source: SourceModel, builder: GraphBuilder): Fitted => {
    const object = source instanceof PythonSource ? source.object : undefined;
    if (object === undefined) throw new ModelError("model/not-a-model", notAModel(source), { where: source.container.type });
    return bindObject(object, { builder, estimators, fitted: new Map(), calls: 0 });
  };
  /** Questions about a model that need no numbers get a graph that is thrown away. */
  const known = (source: SourceModel): Fitted | undefined => {
    try {
      return root(source, new GraphBuilder(refuse));
    } catch (error) {
      if (error instanceof ModelError && (error.code === "sklearn/unknown-class" || error.code === "model/not-a-model")) return undefined;
      throw error;
    }
  };
  return {
    methods: (source) => tolerant(() => known(source)?.methods()) ?? [],
    hostMethods: (source) =>
      tolerant(() => {
        const fitted = known(source);
        return fitted?.definition.hostMethods(fitted);
      }) ?? [],
    inputs: (source) =>
      tolerant(() => {
        const fitted = known(source);
        return fitted?.definition.inputs(fitted);
      }),
    classes: (source) =>
      tolerant(() => {
        const fitted = known(source);
        return fitted?.definition.classes(fitted);
      }),
    lower: (source, builder, method, input, options) => {
      try {
        return root(source, builder).lower(method, input, options);
      } catch (error) {
        if (error instanceof ModelError && /^(input\/|model\/method$)/.test(error.code)) refuseForeign(source, estimators);
        throw error;
      }
    },
    host: (source, builder, method, argument, options) => {
      const fitted = root(source, builder);
      const where = fitted.className;
      return guarded(
        "sklearn/attribute",
        () => `${where}.${method} cannot be told`,
        where,
        () => fitted.definition.host(fitted, method, argument, options),
      );
    },
  };
}

/**
 * Complaints about rows or methods say little of a model that cannot be computed whatever the rows are: a class of another package
 * inside it, which nobody supplied, is named first.
 */
function refuseForeign(source: SourceModel, estimators: ReadonlyMap<string, Estimator>): void {
  const seen = new Set<unknown>();
  const open = [...source.parts.values()];
  for (const part of open) {
    const object = part instanceof PythonSource ? part.object : undefined;
    const root = part instanceof PythonSource ? part.root : part;
    if (seen.has(root)) continue;
    seen.add(root);
    const path = object?.record.cls?.path ?? "";
    if (object && object.module.split(".")[0] !== "sklearn" && !estimators.has(path)) throw unknownClass(object.path, path);
    for (const inner of part.parts.values()) open.push(inner);
  }
}

/** A model whose steps are not all known opens nevertheless: the answer is undefined until a method is called, which then says why. */
function tolerant<T>(question: () => T): T | undefined {
  try {
    return guarded("sklearn/attribute", () => "A question about the model cannot be answered", "model", question);
  } catch (error) {
    if (error instanceof ModelError && unanswerable.has(error.code)) return undefined;
    throw error;
  }
}

const unanswerable: ReadonlySet<string> = new Set(["sklearn/unknown-class", "sklearn/missing", "sklearn/attribute"]);

function notAModel(source: SourceModel): string {
  const parts = [...source.parts.keys()];
  const advice = parts.length > 0 ? ` It holds models: ${parts.slice(0, 8).join(", ")}. Open one by name: load("FILE#${parts[0]}").` : "";
  return `The file holds a ${source.kind}, which is no model.${advice}`;
}
