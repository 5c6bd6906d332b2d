import { PyDict } from "../../container/pickle/values.js";
import { atLeast } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import type { Structure } from "../../graph/builder.js";
import { Value } from "../../graph/value.js";
import { Frame } from "../input.js";
import type { Fitted } from "./fitted.js";

/** Whether `set_output(transform="pandas")` (or "polars") was called on an object; it is pickled with it, since 1.2. */
export function framesOutput(fitted: Fitted): boolean {
  const transform = configured(fitted);
  return transform === "pandas" || transform === "polars";
}

function configured(fitted: Fitted): unknown {
  const config = fitted.attribute("_sklearn_output_config");
  return config instanceof PyDict ? config.get("transform") : undefined;
}

/**
 * The answer of `transform` as a table where the object was set so (sklearn/utils/_set_output.py: _wrap_data_with_container): columns
 * are those of get_feature_names_out; where that fails, the array's are numbered and a table keeps its own.
 */
export function setOutput(fitted: Fitted, answer: Structure): Structure {
  // without get_feature_names_out an object is not wrapped: _auto_wrap_is_configured
  if (!framesOutput(fitted) || !fitted.definition.hostMethods(fitted).includes("get_feature_names_out")) return answer;
  const names = namesOf(fitted);
  if (answer instanceof Value) {
    if (answer.layout === "csr")
      throw new ModelError("input/value", sparseRefused(fitted), { where: fitted.className, python: "ValueError" });
    return columnsOf(answer, names).toStructure();
  }
  if (answer.names === undefined) return answer;
  return names === undefined ? answer : { ...answer, names };
}

/** The columns of a matrix as a table. */
export function columnsOf(matrix: Value, names?: readonly string[]): Frame {
  const rows = matrix.shape[0] ?? -1;
  const count = matrix.dim(1);
  const values = Array.from({ length: count }, (_, i) => matrix.slice(1, i, i + 1).reshape([rows]));
  return new Frame(matrix.builder, names ?? values.map((_, i) => String(i)), values);
}

/** Names of the outputs; a failure to tell them is no failure to transform. */
function namesOf(fitted: Fitted): readonly string[] | undefined {
  try {
    return fitted.namesOut("get_feature_names_out");
  } catch (error) {
    if (error instanceof ModelError && (error.code === "input/names" || error.code === "model/method" || error.code === "input/value"))
      return undefined;
    throw error;
  }
}

function sparseRefused(fitted: Fitted): string {
  if (!atLeast(fitted.version, 1, 4)) return "Pandas output does not support sparse data.";
  const library = configured(fitted) === "polars" ? "Polars" : "Pandas";
  return `The transformer outputs a scipy sparse matrix. Try to set the transformer output to a dense array or disable ${library} output with set_output(transform='default').`;
}
