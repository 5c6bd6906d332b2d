import { type Judgement, judge } from "../judge.js";
import { kerasClasses, kerasFunctions, kerasOperations, kerasOps } from "./names.js";

const harmless = (reason: string): Judgement => ({ severity: "harmless", reason });
const unknown = (reason: string): Judgement => ({ severity: "unknown", reason });
const runs = (reason: string): Judgement => ({ severity: "runs-code", reason });

const identifier = /^[A-Za-z_]\w*$/;

/** Rooms of Keras whose classes and functions a configuration names in earnest. */
const modelling = new Set(
  "layers models engine initializers regularizers constraints losses metrics optimizers optimizer optimizer_v1 optimizer_v2 optimizer_experimental dtype_policies mixed_precision quantizers activations ops operations random legacy feature_column trainers".split(
    " ",
  ),
);

/**
 * What reaches beyond computing: it loads, saves, downloads, unpacks, or changes how Keras itself behaves. Named in a configuration, such a
 * function is called with arguments of the file's choice.
 */
const beyond: readonly (readonly [RegExp, string])[] = [
  [
    /^keras\.(\w+\.)*(get_file|extract_archive|file_utils|extract_open_archive)\b/,
    "downloads and unpacks files (CVE-2025-8747, CVE-2025-12060)",
  ],
  [
    /^keras\.(\w+\.)*(enable_unsafe_deserialization|SafeModeScope|set_global_attribute|global_state)\b/,
    "switches off Keras's protection against code in files (CVE-2025-9906)",
  ],
  [/^keras\.(\w+\.)*(func_load|__lambda__)\b/, "makes a function of bytecode (CVE-2024-3660)"],
  [
    /^keras\.(\w+\.)*((load|save|clone|export)_\w+|model_from_\w+|deserialize\w*|serialize\w*|from_pretrained|image_dataset_from_directory|text_dataset_from_directory|audio_dataset_from_directory|timeseries_dataset_from_array|plot_model|model_to_dot|register_keras_serializable|custom_object_scope|CustomObjectScope|get_custom_objects)$/,
    "loads or writes other files, or makes objects of what it is given",
  ],
  [
    /^keras\.(saving|utils|config|export|datasets|callbacks|applications|preprocessing|backend|distribution|testing|visualization|wrappers|tree|estimator|distribute|premade|protobuf|api_export|benchmarks|integration_tests|tests|tools|trainers\.data_adapters)(\.|$)/,
    "is no part of a model: it reads files, downloads, or changes how Keras behaves",
  ],
  [
    /^keras\.(ops|operations|backend|random)\.(\w+\.)*(map|scan|associative_scan|cond|while_loop|fori_loop|vectorize|vectorized_map|custom_gradient|jvp|switch|Map|Scan|AssociativeScan|Cond|WhileLoop|ForiLoop|VectorizedMap|JVP|Switch|Function|Operation|convert_to_numpy)$/,
    "calls what it is given",
  ],
];

/** Layers that live among the model makers of keras.applications, and only compute. */
const applicationLayers = new Set([
  "keras.applications.convnext.LayerScale",
  "keras.applications.convnext.StochasticDepth",
  "keras.applications.inception_resnet_v2.CustomScaleLayer",
]);

/** The path of a module under `keras`, whichever package it came in; undefined where it is another library's. */
function kerasModule(module: string | undefined): string | undefined {
  if (module === undefined || module === "builtins") return "keras";
  if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(module)) return undefined;
  const path = module.replace(/^tensorflow\.(python\.)?(_api\.)?(v[12]\.)?keras\b/, "keras").replace(/^tf_keras\b/, "keras");
  if (!/^keras(\.|$)/.test(path)) return undefined;
  return path.replace(/\.(src|_tf_keras|api|_legacy|_v1|_v2|keras)\b(?=\.|$)/g, "");
}

/** What making an object of a class that a configuration names would do. */
export function judgeClass(module: string | undefined, name: string, registered: string | undefined): Judgement {
  const home = kerasModule(module);
  if (home === undefined) return foreign(module ?? "?", name);
  const special = specialClasses.get(name);
  if (special) return special;
  if (applicationLayers.has(`${home}.${name}`)) return harmless("a layer of keras.applications");
  const bad = beyondOf(home, name);
  if (bad) return bad;
  // What `register_keras_serializable()` says where no package is given; Keras 2.11 and 2.12 name their own optimizers so.
  const own = name.replace(/^Custom>(?=[A-Z]\w*$)/, "");
  if (own !== name && kerasClasses.has(own)) return harmless("a class of Keras");
  if (!identifier.test(name)) return unknown("is registered by a program under this name; loading it needs that program's code");
  if (registered?.includes(">"))
    return unknown(`stands for ${registered}, which a program registered; loading it needs that program's code`);
  const room = home.split(".")[1];
  if ((room === undefined || modelling.has(room)) && (kerasClasses.has(name) || (kerasOperations.has(name) && room !== undefined)))
    return harmless("a class of Keras");
  if (room === undefined && kerasFunctions.has(name)) return harmless("a function of Keras");
  return unknown("is no class of Keras that Brine knows; loading it needs the code of a program");
}

/** What calling a function that a configuration names would do. */
export function judgeFunction(module: string | undefined, name: string): Judgement {
  const home = kerasModule(module);
  if (home === undefined) return foreign(module ?? "?", name);
  const bad = beyondOf(home, name);
  if (bad) return bad;
  if (module === "builtins" && pythonBuiltins.has(name)) return foreign("builtins", name);
  const room = home.split(".")[1];
  const known = kerasFunctions.has(name) || (kerasOps.has(name) && (room === "ops" || room === "operations" || room === "random"));
  if (known && (room === undefined || modelling.has(room))) return harmless("a function of Keras on tensors");
  return unknown("is no function of Keras that Brine knows; loading it needs the code of a program");
}

/** Keras writes `builtins` for its own functions and for unregistered ones; what it does not find it takes from Python's module of that name. */
const pythonBuiltins: ReadonlySet<string> = new Set(
  "exec eval compile open __import__ getattr setattr delattr globals locals vars input breakpoint help exit quit print type super classmethod staticmethod property memoryview map filter iter next reversed sorted callable dir id hash __build_class__ copyright credits license".split(
    " ",
  ),
);

/** Classes that do more than compute; what exactly they were given is told beside. */
const specialClasses: ReadonlyMap<string, Judgement> = new Map([
  ["Lambda", harmless("a layer that calls a function, which is judged by itself")],
  ["TensorFlowOpLayer", harmless("a layer of one TensorFlow op, which is judged by itself")],
  ["TFOpLambda", harmless("a layer that calls a function of TensorFlow, which is judged by itself")],
  ["SlicingOpLambda", harmless("a layer that slices")],
  ["ClassMethod", harmless("a layer that calls a function of TensorFlow, which is judged by itself")],
  ["InstanceMethod", unknown("calls a method of a tensor by name")],
  ["InstanceProperty", unknown("reads a property of a tensor by name")],
  ["TorchModuleWrapper", runs("unpickles a PyTorch module with torch.load")],
  ["TFSMLayer", runs("loads a SavedModel from another place, whose graph may read and write files")],
  ["JaxLayer", unknown("calls functions of the program that saved the file")],
  ["FlaxLayer", unknown("calls functions of the program that saved the file")],
]);

function beyondOf(home: string, name: string): Judgement | undefined {
  for (const path of [`${home}.${name}`, `keras.${name}`])
    for (const [pattern, reason] of beyond) if (pattern.test(path)) return runs(reason);
  return undefined;
}

/** Keras before 3.9 imports any module that a configuration names, and calls what it finds there (CVE-2025-1550). */
function foreign(module: string, name: string): Judgement {
  const { severity, reason } = judge(module, name);
  if (severity === "runs-code") return runs(`${reason}; Keras before 3.9 imports it and calls it (CVE-2025-1550)`);
  return unknown(`is of ${module.split(".")[0]}: Keras before 3.9 imports it, and later ones need it registered (CVE-2025-1550)`);
}
