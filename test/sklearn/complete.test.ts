import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changes } from "../../src/lower/sklearn/changes.js";
import { estimators } from "../../src/lower/sklearn/estimators/index.js";
import { root } from "./fixture.js";

/** The scikit-learn versions that fixtures are made with, oldest first. */
const versions = ["0.20.4", "0.22.2.post1", "0.24.2", "1.0.2", "1.1.3", "1.3.2", "1.5.2", "1.7.2", "1.9.1"];

/** Classes that scikit-learn introduced later than 0.20, by the first of our versions that has them. */
const introduced = new Map<string, string>([
  ["CategoricalNB", "0.22.2.post1"],
  ["FixedThresholdClassifier", "1.5.2"],
  ["CategoricalNB", "0.22.2.post1"],
  ["FrozenEstimator", "1.7.2"],
  ["GammaRegressor", "0.24.2"],
  ["HalvingGridSearchCV", "0.24.2"],
  ["HalvingRandomSearchCV", "0.24.2"],
  ["HistGradientBoostingClassifier", "0.22.2.post1"],
  ["HistGradientBoostingRegressor", "0.22.2.post1"],
  ["IterativeImputer", "0.22.2.post1"],
  ["KNNImputer", "0.22.2.post1"],
  ["KNeighborsTransformer", "0.22.2.post1"],
  ["RadiusNeighborsTransformer", "0.22.2.post1"],
  ["PoissonRegressor", "0.24.2"],
  ["QuantileRegressor", "1.0.2"],
  ["SGDOneClassSVM", "1.0.2"],
  ["SelfTrainingClassifier", "0.24.2"],
  ["SequentialFeatureSelector", "0.24.2"],
  ["StackingClassifier", "0.22.2.post1"],
  ["StackingRegressor", "0.22.2.post1"],
  ["TargetEncoder", "1.3.2"],
  ["TunedThresholdClassifierCV", "1.5.2"],
  ["TweedieRegressor", "0.24.2"],
  ["VotingRegressor", "0.22.2.post1"],
  ["BisectingKMeans", "1.1.3"],
  ["SplineTransformer", "1.0.2"],
]);

/** Classes that scikit-learn dropped, by the last of our versions that has them. */
const dropped = new Map<string, string>([["Imputer", "0.20.4"]]);

/** Versions that have a class but cannot fit it beside the SciPy that Python 3.11 needs. */
const unfit = new Map<string, { readonly versions: readonly string[]; readonly reason: string }>([
  ["ARDRegression", { versions: ["0.22.2.post1"], reason: "uses scipy.linalg.decomp._asarray_validated, which SciPy 1.8 removed" }],
]);

/** Definitions without a case of their own, and in which fixtures they are asked. */
const within = new Map<string, string>([
  ["_BinaryGaussianProcessClassifierLaplace", "GaussianProcessClassifier"],
  ["_ConstantPredictor", "OneVsRestClassifier"],
]);

const units = readdirSync(root);

describe("every estimator has fixtures of every version that has it", () => {
  it.each(estimators.map(({ name }) => name))("%s", (name) => {
    const unit = within.get(name) ?? name;
    const first = versions.indexOf(introduced.get(name) ?? "0.20.4");
    const last = versions.indexOf(dropped.get(name) ?? "1.9.1");
    const expected = versions.slice(first, last + 1).filter((version) => !unfit.get(name)?.versions.includes(version));
    const missing = expected.filter((version) => !existsSync(join(root, unit, version, "case.json")));
    expect(missing, `make them: bash oracle/fixtures.sh ${unit}`).toEqual([]);
    const early = versions.slice(0, first).filter((version) => existsSync(join(root, unit, version)));
    expect(early, "versions that should not have the class").toEqual([]);
  });
});

/** Units of further settings of a class. */
const further: ReadonlyMap<string, string> = new Map([
  ["OneHotEncoderLegacy", "OneHotEncoder"],
  ["FunctionTransformerArrays", "FunctionTransformer"],
]);

describe("every fixture has its estimator", () => {
  const known = new Set(estimators.map(({ name }) => name));
  it.each(units)("%s", (unit) => {
    expect(known.has(further.get(unit) ?? unit), `src/lower/sklearn/estimators defines no ${unit}`).toBe(true);
    expect(readdirSync(join(root, unit)).filter((version) => !versions.includes(version))).toEqual([]);
    expect(existsSync(join(import.meta.dirname, "../../oracle/cases/sklearn", `${unit}.py`)), "its case file").toBe(true);
  });
});

describe("the table of changes", () => {
  const number = /^\d+\.\d+$/;
  const order = (version: string) => version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);

  it.each(changes.map((change): [string, typeof change] => [`${change.from} ${change.class}: ${change.what}`, change]))(
    "%s",
    (_, change) => {
      expect(change.from).toMatch(number);
      if (change.to !== undefined) {
        expect(change.to).toMatch(number);
        expect(order(change.to)).toBeGreaterThan(order(change.from));
      }
      for (const text of [change.class, change.what, change.effect]) expect(text.trim()).toMatch(/\S/);
      expect(change.effect, "a clause, not a sentence").not.toMatch(/\.$/);
    },
  );

  it("says each thing once", () => {
    const keys = changes.map((change) => `${change.class}|${change.what}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});
