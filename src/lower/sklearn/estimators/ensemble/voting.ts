import type { Value } from "../../../../graph/value.js";
import { float64 } from "../../../../tensor.js";
import type { Input } from "../../../input.js";
import { namedSteps } from "../../composition/steps.js";
import { type Bound, defineMeta } from "../../define.js";
import { arrayOf, withDefault } from "../../fields.js";
import { namesIn } from "../../member-names.js";
import { describeInputs } from "../../validate.js";

const shared = { params: { weights: "raw" }, fitted: { estimators_: "estimators" } } as const;
type Voting = Bound<typeof shared.params, typeof shared.fitted>;

/**
 * Votes of estimators that answer the same question (sklearn/ensemble/_voting.py): hard ones count the labels, soft ones average
 * the shares. Inside, classes are numbers from 0 on; of equal counts the first class's wins.
 */
export const votingClassifier = defineMeta("VotingClassifier", {
  params: { ...shared.params, voting: "string", flatten_transform: withDefault("any?", true) },
  fitted: { ...shared.fitted, classes_: "labels" },
  predict: (x, m) => {
    if (m.voting === "soft") return m.classes_.gather(meanShares(x, m).argMax(1));
    const weights = weightsOf(m);
    const counts = predictions(x, m).map((labels, i) => {
      const vote = labels.cast("int64").oneHot(m.classes_.dim(0));
      return weights ? vote.mul(weights[i] as number) : vote;
    });
    return m.classes_.gather(counts.reduce((sum, vote) => sum.add(vote)).argMax(1));
  },
  predict_proba: (x, m) => {
    if (m.voting === "hard") m.refuse(`predict_proba is not available when voting='hard'`, "AttributeError");
    return meanShares(x, m);
  },
  transform: (x, m) => {
    if (m.voting === "hard") return sideBySide(predictions(x, m).map((labels) => labels.unsqueeze(1)));
    const shares = probabilities(x, m);
    const flatten = m.flatten_transform === true;
    return flatten ? sideBySide(shares) : stacked(shares);
  },
  available: { predict_proba: (m) => m.voting === "soft" || !m.atLeast(0, 22), get_feature_names_out: (m) => m.atLeast(1, 1) },
  takes: inputsOf,
  host: {
    get_feature_names_out: (m, given) => {
      if (m.voting === "soft" && m.flatten_transform !== true)
        m.refuse("get_feature_names_out is not supported when `voting='soft'` and `flatten_transform=False`");
      namesIn(m, given);
      const names = working(m).map((name) => `${m.className.toLowerCase()}_${name}`);
      if (m.voting === "hard") return names;
      return names.flatMap((name) => Array.from({ length: m.classes_.dim(0) }, (_, i) => `${name}${i}`));
    },
  },
});

export const votingRegressor = defineMeta("VotingRegressor", {
  ...shared,
  predict: (x, m) => average(predictions(x, m), weightsOf(m)),
  transform: (x, m) => sideBySide(predictions(x, m).map((column) => column.unsqueeze(1))),
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
  takes: inputsOf,
  host: {
    get_feature_names_out: (m, given) => {
      namesIn(m, given);
      return working(m).map((name) => `${m.className.toLowerCase()}_${name}`);
    },
  },
});

function inputsOf({ estimators_: [first], self }: Voting) {
  return first ? first.definition.inputs(first) : describeInputs(self, "matrix");
}

const predictions = (x: Input, m: Voting): Value[] => m.estimators_.map((estimator) => estimator.lowerOne("predict", x));
const probabilities = (x: Input, m: Voting): Value[] => m.estimators_.map((estimator) => estimator.lowerOne("predict_proba", x));

function meanShares(x: Input, m: Voting): Value {
  return average(probabilities(x, m), weightsOf(m));
}

function sideBySide([first, ...rest]: readonly Value[]): Value {
  return (first as Value).concat(rest, 1);
}

/** [estimators, N, classes] */
function stacked(parts: readonly Value[]): Value {
  const [first, ...rest] = parts.map((part) => part.unsqueeze(0));
  return (first as Value).concat(rest, 0);
}

/** numpy.average over the estimators. */
function average(parts: readonly Value[], weights: readonly number[] | undefined): Value {
  const weighted = weights ? parts.map((part, i) => part.mul(float64([], [weights[i] as number]))) : parts;
  const total = weights ? weights.reduce((a, b) => a + b, 0) : parts.length;
  return weighted.reduce((sum, part) => sum.add(part)).div(total);
}

/** Names of those that were not dropped (`None` before 0.24, `"drop"` since 0.22). */
function working(m: Voting): string[] {
  return kept(m).map(({ name }) => name);
}

function kept(m: Voting) {
  return namedSteps(m.self, "estimators")
    .map((step, position) => ({ ...step, position }))
    .filter(({ value }) => value !== null && value !== "drop");
}

function weightsOf(m: Voting): number[] | undefined {
  if (m.weights === null) return undefined;
  const weights = arrayOf(m.weights, m.self.object.at("weights"));
  return kept(m).map(({ position }) => Number(weights.at(position)));
}
