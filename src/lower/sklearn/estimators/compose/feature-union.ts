import { Value } from "../../../../graph/value.js";
import { joinNames, type StepNames } from "../../composition/names.js";
import { arrayOf, denseStack, noColumns, sparseStack, tableStack, weighted } from "../../composition/stack.js";
import { namedSteps, type Step, stepOf, weightsOf } from "../../composition/steps.js";
import { defineMeta, type Self } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { withDefault } from "../../fields.js";
import { columnsOf, framesOutput } from "../../set-output.js";

/** Transformers that make columns; None left them out until 0.24, "drop" does today. */
function workingSteps(m: Self): { readonly name: string; readonly step: Exclude<Step, "drop"> }[] {
  return namedSteps(m.self, "transformer_list").flatMap((named) => {
    const step = stepOf(m.self, named, "drop");
    return step === "drop" ? [] : [{ name: named.name, step }];
  });
}

/** sklearn/pipeline.py: FeatureUnion. One sparse block makes the whole sparse. */
export const featureUnion = defineMeta("FeatureUnion", {
  params: { verbose_feature_names_out: withDefault("bool", true) },
  transform: (x, m) => {
    const weights = weightsOf(m.self);
    const blocks = workingSteps(m).map(({ name, step }) => {
      const framed = step === "passthrough" && framesOutput(m.self) && x instanceof Value;
      const block = step === "passthrough" ? (framed ? columnsOf(x) : x) : step.transformed(x);
      return weighted(block, weights.get(name));
    });
    if (blocks.length === 0) return noColumns(x);
    const table = framesOutput(m.self) ? tableStack(blocks) : undefined;
    if (table) return table.toStructure();
    const arrays = blocks.map(arrayOf);
    return arrays.some((array) => array.layout === "csr") ? sparseStack(arrays) : denseStack(arrays);
  },
  host: {
    get_feature_names_out: (m, given) => joinNames(namesOf(m, "get_feature_names_out", given), m.verbose_feature_names_out),
    get_feature_names: (m) => joinNames(namesOf(m, "get_feature_names", undefined), true),
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0), get_feature_names: (m) => !m.atLeast(1, 2) },
  takes: (m) => {
    const first = workingSteps(m).find(({ step }) => typeof step === "object")?.step;
    return typeof first === "object" ? first.definition.inputs(first) : { kind: "matrix" };
  },
});

function namesOf(m: Self, method: "get_feature_names_out" | "get_feature_names", given: readonly string[] | undefined): StepNames[] {
  return workingSteps(m).map(({ name, step }): StepNames => {
    const names = step === "passthrough" ? passedNames(m, given) : step.namesOut(method, given);
    return names
      ? [name, names]
      : m.refuse(
          `Transformer ${name} (type ${typeof step === "object" ? step.className : "FunctionTransformer"}) does not provide ${method}.`,
          "AttributeError",
        );
  });
}

/** Columns that pass are named as given, or as the first step that was fitted knows them; in 1.1 they had no names yet. */
function passedNames(m: Self, given: readonly string[] | undefined): readonly string[] | undefined {
  if (!m.atLeast(1, 2)) return undefined;
  if (given) return given;
  const first = workingSteps(m).find(({ step }) => typeof step === "object")?.step;
  return typeof first === "object" ? inputNames({ ...m, self: first }) : [];
}
