import { defineEstimator, type Self } from "../../define.js";
import { kneighbors, kneighborsGraph, nearest, searchInput } from "../../neighbors/search.js";

/** So that many equal rows do not divide by 0 (sklearn/neighbors/_lof.py: _local_reachability_density). */
const NOTHING = 1e-10;

/** sklearn/neighbors/_lof.py: LocalOutlierFactor, for new rows (`novelty`): how thinly they lie, beside how thinly their neighbors do. */
export const localOutlierFactor = defineEstimator("LocalOutlierFactor", {
  params: { novelty: "bool", n_neighbors: "int" },
  fitted: { n_neighbors_: "int", offset_: "tensor", _lrd: "tensor", _distances_fit_X_: "tensor" },
  // Since 1.1 the rows are checked before they are searched, in nobody's name.
  input: (m) => ({ ...searchInput(m), ...(m.atLeast(1, 1) ? { named: false, argument: "" } : {}) }),
  rules: { kneighbors: searchInput, kneighbors_graph: searchInput },
  score_samples: (x, m) => {
    const found = nearest(x, m, m.n_neighbors_);
    const reach = m._distances_fit_X_
      .gather([m.n_neighbors_ - 1], 1)
      .squeeze(1)
      .cast("float64");
    const single = x.dtype === "float32" && m.atLeast(1, 2);
    const far = (single ? found.distances.cast("float32") : found.distances).max(reach.gather(found.rows));
    const density = far.mean(1).add(NOTHING).pow(-1);
    return m._lrd.gather(found.rows).div(density.unsqueeze(1)).mean(1).neg();
  },
  decision_function: (x, m) => m.call("score_samples", x).sub(m.offset_),
  predict: (x, m) => m.call("decision_function", x).less(0).cast("int64").mul(-2).add(1),
  kneighbors,
  kneighbors_graph: kneighborsGraph,
  withoutRows: {
    kneighbors: (m: Self, options) => kneighbors(undefined, m, options),
    kneighbors_graph: (m: Self, options) => kneighborsGraph(undefined, m, options),
  },
  available: { score_samples: novelty, decision_function: novelty, predict: novelty },
});

function novelty({ novelty }: { readonly novelty: boolean }): boolean {
  return novelty;
}
