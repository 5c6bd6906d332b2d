import { byCall, byClass } from "../container/python/catalog.js";
import { sklearnClasses } from "./sklearn-classes.js";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Built-in types that only make values; `type` itself is not one of them, since `type(name, bases, dict)` makes classes. */
const builtinTypes = words(
  "object set frozenset dict list tuple int float complex str bytes bytearray bool slice range long unicode basestring xrange buffer NotImplemented Ellipsis",
);
const exceptions = /^\w*(Error|Exception|Warning|Interrupt|Exit|Iteration)$/;

/** Names of the standard library that hold values and nothing else. */
const plainNames = words(`
  collections.OrderedDict collections.defaultdict collections.Counter collections.deque collections.UserDict collections.UserList
  collections.ChainMap decimal.Decimal _decimal.Decimal fractions.Fraction
  datetime.datetime datetime.date datetime.time datetime.timedelta datetime.timezone
  array.array array._array_reconstructor _codecs.encode
  copyreg._reconstructor copy_reg._reconstructor copyreg.__newobj__ copy_reg.__newobj__ copyreg.__newobj_ex__
  pytz._UTC pytz._p pytz.UTC pytz.utc dateutil.tz.tz.tzutc dateutil.tz.tzutc
  dateutil.tz.tz.tzlocal dateutil.tz.tzlocal math.inf math.nan
`);

const numpyTypes = words(`
  int8 int16 int32 int64 uint8 uint16 uint32 uint64 intc intp uintc uintp int_ uint byte ubyte short ushort longlong ulonglong long ulong
  float16 float32 float64 float128 float_ half single double longdouble longfloat complex64 complex128 complex256 csingle cdouble complex_
  clongdouble bool bool_ bool8 str_ bytes_ object_ void datetime64 timedelta64 unicode_ string_ number generic floating integer inexact
  signedinteger unsignedinteger complexfloating flexible character ndarray dtype matrix recarray record nan inf NaN pi e newaxis
`);
const numpyFunctions = words(`
  abs absolute add amax amin all any arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort around asarray array
  atleast_1d atleast_2d cbrt ceil clip conj conjugate copysign cos cosh cumprod cumsum deg2rad degrees diff divide dot equal exp exp2 expm1
  eye fabs float_power floor floor_divide fmax fmin fmod full full_like greater greater_equal heaviside hypot identity invert isfinite isinf
  isnan less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor max maximum mean median min
  minimum mod multiply nan_to_num nanmax nanmean nanmedian nanmin nanstd nansum nanvar negative not_equal ones ones_like positive power prod
  rad2deg radians ravel real reciprocal remainder reshape rint round round_ sign signbit sin sinh sqrt square squeeze std subtract sum tan
  tanh transpose true_divide trunc var zeros zeros_like
`);
/** Modules in which NumPy's types and elementwise functions stand. */
const numpyHomes =
  /^numpy(\.(core|_core)(\.(_multiarray_umath|multiarray|umath|fromnumeric|numeric|numerictypes|_methods))?|\.ma\.core|\.rec|\.matrixlib\.defmatrix|\.lib\.(function_base|_function_base_impl|type_check|_type_check_impl|nanfunctions|_nanfunctions_impl|ufunclike|_ufunclike_impl))?$/;
const numpyClasses = words(`
  numpy.ma.MaskedArray numpy.ma.core.MaskedArray numpy.ma.core.MaskedConstant numpy.dtypes.StringDType
  numpy.random.mtrand.RandomState numpy.random._generator.Generator numpy.random.RandomState numpy.random.Generator
  numpy.random._mt19937.MT19937 numpy.random._pcg64.PCG64 numpy.random._pcg64.PCG64DXSM numpy.random._philox.Philox numpy.random._sfc64.SFC64
  numpy.random.bit_generator.SeedSequence numpy.random.bit_generator.__pyx_unpickle_SeedSequence
`);
const numpyDtypes = /^numpy\.dtypes\.\w+DType$|^numpy\.dtype\[\w+\]$/;

/** Values, types of columns and time offsets of pandas. */
const pandasModules =
  /^pandas(\.arrays|\.core\.(arrays|indexes|internals|dtypes)(\.\w+)*|\.core\.(frame|series|index|flags)|\.indexes(\.\w+)*|\._libs(\.\w+)*|\.tseries\.offsets)?$/;
const pandasNames =
  /^((U?Int(8|16|32|64)|Float(32|64)|Boolean|String|Categorical|DatetimeTZ|Period|Interval|Sparse|Arrow)Dtype|(|Categorical|Datetime|Float64|Int64|UInt64|Interval|Multi|Numeric|Period|Range|Timedelta)Index|\w*Array|(Single)?(Block|Array)Manager|\w*Block|DataFrame|Series|Categorical|NA|NAType|NaT|NaTType|Timestamp|Timedelta|Period|Interval|Flags|_unpickle_block|__pyx_unpickle_\w+|(_new|new)_(Index|\w+Index|Block|block)|Base(Block)?|Day|Hour|Minute|Second|Milli|Micro|Nano|(Business|B)?(Month|Quarter|Year)(Begin|End)|BusinessDay|BDay|Week|DateOffset)$/;

/** Objects that cannot be told from numbers: interpolations and frozen distributions, as searches and calibrations hold them. */
const scipyNames =
  /^scipy\.(sparse(\._?(csr|csc|coo|bsr|dia|lil|dok|arrays|matrix|base))?\.(csr|csc|coo|bsr|dia|lil|dok)_(matrix|array)|interpolate(\._?(interpolate|bsplines|polyint|cubic))?\.(interp1d|BSpline|PPoly|CubicSpline|PchipInterpolator|Akima1DInterpolator)|stats\._(distn_infrastructure|distribution_infrastructure)\.(rv_frozen|rv_continuous_frozen|rv_discrete_frozen)|stats\._(continuous|discrete)_distns\.\w+_gen|_lib\.array_api_compat\.numpy\._aliases\.asarray|special\.(_ufuncs|_special_ufuncs)\.(expit|logit))$/;

/** Parts of scikit-learn whose names do more than hold numbers; a class that stands there is not vouched for. */
const sklearnElsewhere =
  /\.(tests?|externals|datasets|inspection|experimental|callback|conftest|fixes|parallel|_testing|testing|_joblib|_mocking|mocking)(\.|$)/;
const sklearnMakers = /^(newObj|_newObj|_unpickle_\w+|__pyx_unpickle_\w+|_make_tree)$/;
/** Functions on numbers that estimators keep as settings: scores, kernels, links, activations, column selectors. */
const sklearnFunctionHomes = /^sklearn\.(metrics|feature_selection)(\.\w+)*$/;
const sklearnFunctions = words(`
  f_classif f_regression f_oneway chi2 mutual_info_classif mutual_info_regression r_regression _get_feature_importances
  accuracy_score balanced_accuracy_score f1_score fbeta_score precision_score recall_score roc_auc_score average_precision_score log_loss
  brier_score_loss jaccard_score matthews_corrcoef cohen_kappa_score hamming_loss hinge_loss zero_one_loss top_k_accuracy_score
  r2_score explained_variance_score max_error mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_log_error
  median_absolute_error root_mean_squared_error root_mean_squared_log_error mean_gamma_deviance mean_poisson_deviance mean_tweedie_deviance
  mean_pinball_loss d2_absolute_error_score d2_pinball_score d2_tweedie_score adjusted_mutual_info_score adjusted_rand_score
  completeness_score fowlkes_mallows_score homogeneity_score mutual_info_score normalized_mutual_info_score rand_score v_measure_score
  silhouette_score calinski_harabasz_score davies_bouldin_score ndcg_score dcg_score _passthrough_scorer
  additive_chi2_kernel chi2_kernel cosine_distances cosine_similarity euclidean_distances haversine_distances laplacian_kernel linear_kernel
  manhattan_distances nan_euclidean_distances polynomial_kernel rbf_kernel sigmoid_kernel
`);
const sklearnSingles = words(`
  sklearn.compose._column_transformer._is_empty_column_selection sklearn.preprocessing._function_transformer._identity
  sklearn.model_selection._search_successive_halving._refit_callable sklearn.utils.validation.check_array
  sklearn.cluster._kmeans._kmeans_single_lloyd sklearn.cluster._kmeans._kmeans_single_elkan
  sklearn.preprocessing._data.scale sklearn.preprocessing._data.normalize sklearn.gaussian_process.kernels.RBF
  sklearn.feature_extraction.text.strip_accents_unicode sklearn.feature_extraction.text.strip_accents_ascii
  sklearn.feature_extraction.text.strip_tags
`);
const joblibWrappers =
  /^(joblib|sklearn\.externals\.joblib)\.(numpy_pickle|numpy_pickle_compat)\.(NumpyArrayWrapper|NDArrayWrapper|ZNDArrayWrapper)$/;
/** Cython modules that call themselves by their last name only. */
const cythonHomes = /^_loss$/;

/** Why loading a name does no harm, or undefined where nothing vouches for it. Every rule names exactly what it lets pass. */
export function harmlessReason(module: string, name: string): string | undefined {
  const path = `${module}.${name}`;
  if (byCall.has(path) || byClass.has(path) || plainNames.has(path)) return "makes a plain value";
  if (path === "functools.partial") return "keeps a call for later; what it calls is listed too";
  if (module === "builtins" || module === "__builtin__" || module === "exceptions")
    return builtinTypes.has(name) ? "a built-in type" : exceptions.test(name) ? "an exception type" : undefined;
  if (joblibWrappers.test(path)) return "stands for an array";
  if (numpyHomes.test(module) && (numpyTypes.has(name) || numpyFunctions.has(name))) return "a NumPy type or function on numbers";
  if (numpyClasses.has(path) || numpyDtypes.test(path)) return "a class of NumPy that holds numbers";
  if (pandasModules.test(module) && pandasNames.test(name)) return "a class of pandas that holds data";
  if (scipyNames.test(path)) return "a class of SciPy that holds numbers";
  if (/^sklearn(\.|$)/.test(module) && !sklearnElsewhere.test(module)) return sklearnReason(module, name);
  if (cythonHomes.test(module) && (sklearnClasses.has(name) || sklearnMakers.test(name))) return "part of scikit-learn";
  return undefined;
}

function sklearnReason(module: string, name: string): string | undefined {
  if (sklearnClasses.has(name)) return "a class of scikit-learn";
  if (sklearnMakers.test(name) || sklearnSingles.has(`${module}.${name}`)) return "part of scikit-learn";
  if (sklearnFunctionHomes.test(module) && sklearnFunctions.has(name)) return "a function of scikit-learn on numbers";
  return undefined;
}
