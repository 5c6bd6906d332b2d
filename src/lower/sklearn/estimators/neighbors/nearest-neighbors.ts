import type { Self } from "../../define.js";
import { defineEstimator } from "../../define.js";
import { kneighbors, kneighborsGraph, radiusGraph, radiusSearch, searchInput } from "../../neighbors/search.js";

type Options = Readonly<Record<string, unknown>>;

/** sklearn/neighbors/_unsupervised.py: NearestNeighbors: search alone. */
export const nearestNeighbors = defineEstimator("NearestNeighbors", {
  params: { n_neighbors: "int", radius: "float" },
  input: searchInput,
  kneighbors,
  kneighbors_graph: kneighborsGraph,
  radius_neighbors: radiusSearch,
  radius_neighbors_graph: radiusGraph,
  withoutRows: {
    kneighbors: (m: Self, options: Options) => kneighbors(undefined, m, options),
    kneighbors_graph: (m: Self, options: Options) => kneighborsGraph(undefined, m, options),
    radius_neighbors: (m: Self, options: Options) => radiusSearch(undefined, m, options),
    radius_neighbors_graph: (m: Self, options: Options) => radiusGraph(undefined, m, options),
  },
});
