import type { Judgement } from "./judge.js";
import { computingOps } from "./tensorflow-ops.js";

/**
 * Ops of TensorFlow that do more than compute: they read or write files, call Python, open connections, or keep what the process shares
 * (tensorflow/core/ops: io_ops, script_ops, logging_ops, summary ops, data flow ops, dataset ops that name files).
 */
const dangerousOps: readonly (readonly [RegExp, string])[] = [
  [/^Abort$/, "ends the process"],
  [/^(PyFunc|PyFuncStateless|EagerPyFunc|.*PyFunction.*|NumpyFunction)$/, "calls Python code"],
  [
    /^(ReadFile|WriteFile|MatchingFiles|Save|SaveV2|SaveSlices|MergeV2Checkpoints|Restore|RestoreV2|RestoreSlice|ImmutableConst|.*Reader(V2)?|ReaderRead.*|Print|PrintV2|WriteSummary|WriteScalarSummary|WriteImageSummary|WriteGraphSummary|WriteHistogramSummary|WriteAudioSummary|WriteRawProtoSummary|CreateSummaryFileWriter|CreateSummaryDbWriter|SummaryWriter|FlushSummaryWriter|InitializeTableFromTextFile(V2)?|TextLineDataset|TFRecordDataset(V2)?|FixedLengthRecordDataset(V2)?|CSVDataset(V2)?|SqlDataset|.*Snapshot\w*|Experimental(?:LMDB|Sql|MatchingFiles)Dataset|MatchingFilesDataset|LMDBDataset|DistributedSave|FileSystemSetConfiguration|Debug\w+|.*CacheDataset.*|SaveDataset(V2)?|LoadDataset|DatasetToTFRecord|DebugNumericSummary.*|DebugIdentity.*|LoadLibrary|GenerateVocabRemapping|LoadAndRemapMatrix|LMDBReader)$/,
    "reads or writes files",
  ],
  [
    /^(RpcCall|TryRpc|.*Rpc.*|_Send|_Recv|_HostSend|_HostRecv|Collective.*|Distribute.*|DataService.*|Encode.*Gcs.*|BigQuery.*)$/,
    "opens connections",
  ],
];

/** Ops that JAX's converter writes (tensorflow/compiler/tf2xla/ops/xla_ops.cc), without those that call the host. */
const xlaOps =
  /^Xla(Dot|DotV2|Conv|ConvV2|Gather|Scatter|Reduce|ReduceWindow|VariadicReduce|VariadicReduceV2|Pad|DynamicSlice|DynamicUpdateSlice|Sort|KeyValueSort|VariadicSort|SelectAndScatter|Einsum|BroadcastHelper|RemoveDynamicDimensionSize|SetDynamicDimensionSize|SetBound|If|While|RngBitGenerator|SelfAdjointEig|Svd|OptimizationBarrier|ReducePrecision|ConcatND|SplitND|ReplicaId|Sharding)$/;

/** What running an op of a graph would do. */
export function judgeOp(op: string): Judgement {
  const found = dangerousOps.find(([pattern]) => pattern.test(op));
  if (found) return { severity: "runs-code", reason: found[1] };
  if (computingOps.has(op) || xlaOps.test(op)) return { severity: "harmless", reason: "an op of TensorFlow that computes" };
  return { severity: "unknown", reason: "is no op of TensorFlow that Brine knows to compute only" };
}

/** Ops named in the text form of a NodeDef, or in its JSON: `op: "ReadFile"`. */
export function opsNamedIn(nodeDef: string): { readonly op: string; readonly judgement: Judgement }[] {
  const names = [...nodeDef.matchAll(/\\?"?\bop\\?"?\s*:\s*\\?"([^"\\]*)\\?"/g)].map((match) => match[1] ?? "");
  if (names.length === 0) return [{ op: "?", judgement: { severity: "unknown", reason: "names its op in a way that is not read" } }];
  return names.map((op) => ({ op, judgement: judgeOp(op) }));
}

/** Parts of TensorFlow's public names that do more than compute, at any depth: `io.read_file`, `compat.v1.py_func`. */
const dangerousParts =
  /(^|\.)(io|gfile|py_func|py_function|numpy_function|saved_model|load_library|load_op_library|load_file_system_library|data|train|summary|print|print_v2|Print|autograph|lite|test|app|flags|distribute|config|tpu|profiler|estimator|raw_ops|python_io|user_ops|resource_loader|import_graph_def|ReadFile|WriteFile|read_file|write_file|queue|WholeFileReader|TextLineReader|session|Session|__internal__)(\.|$)/;
const computingParts =
  /^(compat\.v[12]\.)?(math|nn|linalg|strings|image|signal|bitwise|sparse|ragged|random|sets|quantization|audio\.(?:decode_wav|encode_wav)|dtypes|experimental\.numpy|__operators__|keras\.(?:backend|activations|layers|losses|metrics|ops))\.\w+(\.\w+)?$/;
/** Functions that stand in `tf` itself. */
const bareNames = new Set(
  "abs accumulate_n acos acosh add add_n argmax argmin argsort as_string asin asinh atan atan2 atanh batch_to_space boolean_mask broadcast_dynamic_shape broadcast_static_shape broadcast_to cast ceil clip_by_global_norm clip_by_norm clip_by_value complex concat constant convert_to_tensor cos cosh cumsum cumprod div divide edit_distance einsum ensure_shape equal exp expand_dims expm1 eye fill fingerprint floor floordiv floormod foldl_ foldr_ gather gather_nd get_static_value greater greater_equal guarantee_const histogram_fixed_width histogram_fixed_width_bins identity identity_n is_tensor less less_equal linspace lin_space log log1p log_sigmoid logical_and logical_not logical_or logical_xor matmul matrix_square_root maximum meshgrid minimum mod multiply neg negative norm no_op not_equal one_hot ones ones_initializer ones_like pad parallel_stack pow range rank real realdiv reduce_all reduce_any reduce_logsumexp reduce_max reduce_mean reduce_min reduce_prod reduce_sum repeat reshape reverse reverse_sequence roll round rsqrt saturate_cast scalar_mul scatter_nd searchsorted sequence_mask shape shape_n sigmoid sign sin sinh size slice sort space_to_batch space_to_batch_nd space_to_depth depth_to_space batch_to_space_nd split sqrt square squared_difference squeeze stack stop_gradient strided_slice substr subtract tan tanh tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub tensor_scatter_nd_update tensordot tile timestamp_ to_float to_int32 to_int64 to_double to_complex64 to_complex128 top_k transpose truediv truncatediv truncatemod unique unique_with_counts unravel_index unsorted_segment_max unsorted_segment_mean unsorted_segment_min unsorted_segment_prod unsorted_segment_sqrt_n unsorted_segment_sum unstack where where_v2 zeros zeros_like erf lgamma digamma ceil cross diag diag_part trace softmax relu l2_normalize reduce_sum_v1".split(
    " ",
  ),
);

/** What calling a function of TensorFlow by its public name would do, as TFOpLambda does. */
export function judgeSymbol(symbol: string): Judgement {
  if (dangerousParts.test(symbol))
    return { severity: "runs-code", reason: "reads or writes files, calls Python code, or changes how TensorFlow behaves" };
  const bare = symbol.replace(/^compat\.v[12]\./, "");
  if (bareNames.has(bare) || computingParts.test(symbol)) return { severity: "harmless", reason: "a function of TensorFlow on tensors" };
  return { severity: "unknown", reason: "is no function of TensorFlow that Brine knows" };
}
