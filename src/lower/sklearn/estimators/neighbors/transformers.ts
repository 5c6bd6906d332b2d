import { defineEstimator, type Options, type Self } from "../../define.js";
import { prefixedNames } from "../../feature-names.js";
import { withDefault } from "../../fields.js";
import { trainedOf } from "../../neighbors/index.js";
import { kneighbors, kneighborsGraph, radiusGraph, radiusSearch, searchInput } from "../../neighbors/search.js";

const names = (m: Self): readonly string[] => prefixedNames(m, trainedOf(m).rows);

/** sklearn/neighbors/_graph.py: KNeighborsTransformer: a graph; of distances, one neighbor more, since a row may be its own. */
export const kNeighborsTransformer = defineEstimator("KNeighborsTransformer", {
  params: { n_neighbors: "int", mode: withDefault("string", "distance") },
  input: searchInput,
  transform: (x, m) => {
    const more = m.mode === "distance" ? 1 : 0;
    return kneighborsGraph(x, m, { mode: m.mode, n_neighbors: m.n_neighbors + more });
  },
  kneighbors,
  kneighbors_graph: kneighborsGraph,
  withoutRows: {
    kneighbors: (m: Self, options: Options) => kneighbors(undefined, m, options),
    kneighbors_graph: (m: Self, options: Options) => kneighborsGraph(undefined, m, options),
  },
  host: { get_feature_names_out: names },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});

/** sklearn/neighbors/_graph.py: RadiusNeighborsTransformer. */
export const radiusNeighborsTransformer = defineEstimator("RadiusNeighborsTransformer", {
  params: { radius: "float", mode: withDefault("string", "distance") },
  input: searchInput,
  transform: (x, m) => radiusGraph(x, m, { mode: m.mode, sort_results: true }),
  radius_neighbors: radiusSearch,
  radius_neighbors_graph: radiusGraph,
  withoutRows: {
    radius_neighbors: (m: Self, options: Options) => radiusSearch(undefined, m, options),
    radius_neighbors_graph: (m: Self, options: Options) => radiusGraph(undefined, m, options),
  },
  host: { get_feature_names_out: names },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});
