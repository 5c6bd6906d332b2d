import type { Change } from "./change.js";

/** Neighbors and clusters. */
export const neighborsChanges: readonly Change[] = [
  {
    from: "1.1",
    class: "nearest neighbors",
    what: "brute force over float64 rows keeps the nearest in a heap",
    effect: "before: numpy.argpartition decides which of equally far rows come first; metrics that count cells still use it",
  },
  {
    from: "1.2",
    class: "nearest neighbors",
    what: "brute force takes float32 and sparse rows the same way",
    effect: "before: float32 distances are rounded before they are compared, and answered as float32",
  },
  {
    from: "1.2",
    class: "nearest neighbors",
    what: "brute force over fewer rows than are asked ranks them in one heap",
    effect: "before: in a heap merged into another, up to 1,024 rows asked; equally far rows come in another order",
  },
  {
    from: "1.4",
    class: "nearest neighbors",
    what: "distances of float32 rows are rounded to float32 and answered as float64",
    effect: "before: float64 distances",
  },
  {
    from: "1.9",
    class: "nearest neighbors",
    what: "the nearest are sorted by an introsort",
    effect: "before: a quicksort, which leaves equally far rows in another order",
  },
  {
    from: "1.0",
    class: "nearest neighbors",
    what: "the number of columns is checked by _validate_data",
    effect: "before: 'query data dimension must match training data dimension', or the words of check_pairwise_arrays",
  },
  {
    from: "0.23",
    class: "KMeans, MiniBatchKMeans",
    what: "the nearest center is ranked by |c|² - 2 x·c",
    effect: "before: by the distance itself, which tells centers that are all but equally near apart otherwise",
  },
  {
    from: "0.23",
    class: "KMeans, MiniBatchKMeans",
    what: "predict refuses rows of another dtype than the centers",
    effect: "before: both are computed in float64",
  },
  {
    from: "1.6",
    class: "NearestCentroid",
    what: "it has class_prior_ and within_class_std_dev_, and probabilities",
    effect: "before: predict alone, every class as likely",
  },
  {
    from: "1.1",
    class: "LocalOutlierFactor",
    what: "score_samples checks its rows before it searches them, in nobody's name",
    effect: "before: the search checks them",
  },
  {
    from: "1.2",
    class: "LocalOutlierFactor",
    what: "float32 rows are scored in float32",
    effect: "before: in float64",
  },
  {
    from: "0.22",
    class: "RadiusNeighborsClassifier",
    what: "it has predict_proba, and outlier_label_ has one label for each output",
    effect: "before: predict alone, with one outlier_label for all outputs",
  },
  {
    from: "0.24",
    class: "Birch",
    what: "predict ranks subclusters by distance",
    effect: "before: by |c|² - 2 x·c, which tells them apart for rows that are too far for squares",
  },
  {
    from: "0.24",
    class: "MeanShift",
    what: "predict refuses sparse rows",
    effect: "before: takes them",
  },
  {
    from: "0.22",
    to: "1.0",
    class: "AffinityPropagation",
    what: "predict refuses sparse rows",
    effect: "sparse rows raise TypeError; before and since they are taken",
  },
];
