import { PyObject, type PyValue } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import { SklearnObject } from "../../../../decode/sklearn/object.js";
import type { Value } from "../../../../graph/value.js";
import { Frame } from "../../../input.js";
import { column, matrixOf, stackColumns } from "../../composition/answers.js";
import { type Bound, defineMeta, type Self } from "../../define.js";
import { list, number } from "../../fields.js";
import type { Fitted } from "../../fitted.js";

const fields = { fitted: { calibrated_classifiers_: "raw", classes_: "labels" } } as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

/** One classifier with what turns its scores into probabilities: sklearn/calibration.py: _CalibratedClassifier. */
interface Calibrated {
  readonly object: SklearnObject;
  readonly classifier: Fitted;
  readonly calibrators: readonly PyValue[];
  readonly method: unknown;
}

/** Attributes lost their underscores in 0.24, and `base_estimator` became `estimator` in 1.2. */
function readCalibrated(m: M): Calibrated[] {
  const where = m.self.object.at("calibrated_classifiers_");
  return list(m.calibrated_classifiers_, where).map((item, i) => {
    const record = realize(item);
    if (!(record instanceof PyObject)) return m.unsupported(`${where}[${i}] is no calibrated classifier`);
    const object = new SklearnObject(record, `${where}.${i}`, m.self.object);
    const { attributes } = object;
    const classifier = attributes.get("estimator") ?? attributes.get("base_estimator") ?? null;
    const calibrators = attributes.get("calibrators") ?? attributes.get("calibrators_") ?? null;
    return {
      object,
      classifier: m.self.child(classifier, `calibrated_classifiers_.${i}.estimator`),
      calibrators: list(calibrators, `${where}.${i}.calibrators`),
      method: attributes.get("method"),
    };
  });
}

/** sklearn/calibration.py: CalibratedClassifierCV. The mean over the folds' calibrated classifiers. */
export const calibratedClassifierCV = defineMeta("CalibratedClassifierCV", {
  ...fields,
  predict_proba: (x, m) => {
    const rows = m.atLeast(1, 0) || !(x instanceof Frame) ? x : matrixOf(x);
    const parts = readCalibrated(m);
    const shares = parts.map((part) => probabilities(part, scores(part, rows, m), m));
    return shares.reduce((sum, share) => sum.add(share)).div(parts.length);
  },
  predict: (x, m) => m.classes_.gather(m.self.lowerOne("predict_proba", x).argMax(1)),
  takes: (m) => {
    const [first] = readCalibrated(m);
    return first ? first.classifier.definition.inputs(first.classifier) : { kind: "matrix" };
  },
});

/** Scores [N, K] of the classes the classifier knows; of two classes those of the second. */
function scores({ classifier }: Calibrated, rows: Parameters<Fitted["lowerOne"]>[1], m: M): Value {
  if (classifier.methods().includes("decision_function")) {
    const said = classifier.lowerOne("decision_function", rows);
    return said.rank === 1 ? said.unsqueeze(1) : said;
  }
  const said = classifier.lowerOne("predict_proba", rows);
  return m.classes_.dim(0) === 2 ? said.slice(1, 1, said.dim(1)) : said;
}

function probabilities(part: Calibrated, said: Value, m: M): Value {
  const raw = part.method === "temperature" ? temperature(part, said, m) : normalized(perClass(part, said, m), m);
  const slightlyAbove = raw.greater(1).and(raw.lessOrEqual(1 + ABOVE_ONE));
  return slightlyAbove.where(1, raw);
}

/** Rounding may carry a probability this far above 1. */
const ABOVE_ONE = 1e-5;

/** The calibrated score of each class; of two classes that of the second alone. */
function perClass({ object, classifier, calibrators }: Calibrated, said: Value, m: M): (Value | undefined)[] {
  const classes = labelTexts(m.classes_);
  const known = classifierLabels(classifier) ?? classes;
  const out: (Value | undefined)[] = new Array(classes.length).fill(undefined);
  calibrators.slice(0, said.dim(1)).forEach((calibrator, i) => {
    const index = classes.indexOf(known[i] as string) + (classes.length === 2 ? 1 : 0);
    out[index] = calibrate(calibrator, column(said, i), m, `${object.path}.calibrators.${i}`);
  });
  return out;
}

function normalized(columns: (Value | undefined)[], m: M): Value {
  const some = columns.find((value) => value !== undefined);
  if (some === undefined) return m.unsupported("no calibrator");
  const count = columns.length;
  if (count === 2) {
    const positive = columns[1] ?? some.mul(0);
    const both = stackColumns([positive.neg().add(1), positive]);
    return m.atLeast(1, 0) ? both : both.isNaN().where(1 / count, both);
  }
  const all = stackColumns(columns.map((value) => value ?? some.mul(0)));
  const sums = all.sum(1, true);
  const shares = all.div(sums);
  return m.atLeast(1, 0) ? sums.equal(0).where(1 / count, shares) : shares.isNaN().where(1 / count, shares);
}

/** `_SigmoidCalibration.predict`: expit(-(a * x + b)); anything else is an estimator of its own (IsotonicRegression). */
function calibrate(value: PyValue, score: Value, m: Self, where: string): Value {
  const record = realize(value);
  if (record instanceof PyObject && record.cls?.name === "_SigmoidCalibration") {
    const { attributes } = new SklearnObject(record, where, m.self.object);
    const [a, b] = [number(attributes.get("a_")), number(attributes.get("b_"))];
    if (typeof a !== "number" || typeof b !== "number") return m.unsupported(`${where} has no slope and offset`);
    return score.cast("float64").mul(a).add(b).neg().sigmoid();
  }
  return m.self.child(value, where).lowerOne("predict", score).cast("float64");
}

/** softmax(beta * logits), since 1.8; probabilities are made logits first (_convert_to_logits), which looks at all rows together. */
function temperature({ object, classifier, calibrators }: Calibrated, said: Value, m: M): Value {
  const record = realize(calibrators[0] ?? null);
  const beta = record instanceof PyObject ? number(new SklearnObject(record, object.path).attributes.get("beta_")) : undefined;
  if (typeof beta !== "number") return m.unsupported(`${object.path} has no temperature`);
  const probabilistic = !classifier.methods().includes("decision_function");
  if (said.shape[1] === 1) {
    const both = probabilistic ? logits(stackColumns([column(said, 0).neg().add(1), column(said, 0)])) : said.neg().concat([said], 1);
    return both.mul(beta).softmax();
  }
  return logits(said).mul(beta).softmax();
}

/** Keeps log from 0. */
const EPSILON = 1e-12;
/** numpy.isclose(sum, 1): rtol 1e-5 and atol 1e-8. */
const CLOSE_TO_ONE = 1e-5 + 1e-8;

function logits(x: Value): Value {
  const inRange = x.greaterOrEqual(0).and(x.lessOrEqual(1)).cast("int64").minimum(1).minimum(0);
  const sums = x.sum(1).sub(1).abs().lessOrEqual(CLOSE_TO_ONE).cast("int64").minimum(0);
  return inRange.mul(sums).equal(1).where(x.add(EPSILON).log(), x);
}

function labelTexts(labels: Value): string[] {
  const { tensor } = labels;
  return Array.from({ length: tensor.size }, (_, i) => String(tensor.at(i)));
}

function classifierLabels(classifier: Fitted): readonly string[] | undefined {
  return classifier.definition.classes(classifier);
}
