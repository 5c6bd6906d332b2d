import { byCall, byClass } from "../container/python/catalog.js";

/** What opening the file in Python would do because of a name. */
export type Severity = "runs-code" | "unknown" | "harmless";

export interface Judgement {
  readonly severity: Severity;
  readonly reason: string;
}

const harmless = (reason: string): Judgement => ({ severity: "harmless", reason });
const runs = (reason: string): Judgement => ({ severity: "runs-code", reason });

/** Modules of which nothing belongs into a model file, by what they let a pickle do. */
const dangerousModules: readonly [string, string][] = [
  [
    "os posix nt _posixsubprocess subprocess commands popen2 pty shlex multiprocessing _winapi _thread threading concurrent signal sched",
    "starts programs",
  ],
  ["builtins __builtin__ _sitebuiltins", "evaluates code or looks names up"],
  [
    "runpy code codeop bdb pdb timeit trace profile cProfile doctest unittest test idlelib lib2to3 pydoc ast dis inspect compileall py_compile",
    "executes Python code",
  ],
  ["importlib imp pkgutil zipimport pip setuptools pkg_resources distutils ensurepip venv site", "imports or installs code"],
  ["types marshal new cloudpickle dill", "builds functions out of bytecode"],
  ["pickle _pickle cPickle shelve copyreg copy_reg", "unpickles more, or registers what to call"],
  ["ctypes _ctypes cffi mmap gc sys resource faulthandler", "reaches into the running process"],
  [
    "socket _socket ssl http httplib urllib urllib2 ftplib smtplib telnetlib poplib imaplib nntplib xmlrpc socketserver asyncio requests aiohttp httpx websocket webbrowser antigravity",
    "opens connections",
  ],
  ["io _io shutil tempfile pathlib glob fileinput linecache zipfile tarfile sqlite3 dbm logging", "reads or writes files"],
  ["operator _operator", "looks attributes up or calls methods by name"],
];

const byRoot = new Map(dangerousModules.flatMap(([modules, reason]) => modules.split(" ").map((name): [string, string] => [name, reason])));

/** Functions of otherwise ordinary libraries that run code, read files or open connections. */
const dangerousNames: readonly [RegExp, string][] = [
  [
    /^(torch|tensorflow|keras|tf_keras)\.(.*\.)?(load|load_model|load_weights|hub|compile|jit|fromfile|read_file|write_file|func_load|py_func)\b/,
    "loads or compiles code",
  ],
  [/^torch\.(_dynamo|_inductor|utils\._config_module|utils\.bottleneck|utils\.collect_env)\b/, "executes Python code"],
  [
    /^numpy\.(load|save|savez|savez_compressed|loadtxt|savetxt|genfromtxt|fromfile|fromregex|memmap|DataSource|lib\.npyio|lib\._npyio_impl|f2py|testing|distutils|ctypeslib|core\.records\.fromfile)\b/,
    "reads or writes files, or compiles",
  ],
  [/^numpy\.(core|_core)\.(_ufunc_reconstruct|_internal)\b/, "imports a module by name"],
  [/^pandas\.(read_\w+|eval|io|core\.computation|testing)\b/, "reads files or evaluates code"],
  [/^joblib\.(load|dump|Memory|Parallel|memory|parallel|externals)\b/, "unpickles more, or starts programs"],
  [/^sklearn\.externals\.joblib\.(load|dump|memory|parallel)\b/, "unpickles more, or starts programs"],
  [/^sklearn\.(datasets|utils\._joblib|conftest|_build_utils)\b/, "reads files or opens connections"],
  [/^scipy\.(io|weave|misc|datasets)\b/, "reads files or compiles"],
  [/^(functools\.reduce|itertools\.\w+|builtins\.(map|filter))$/, "calls what it is given"],
  [/^(nltk|spacy|gensim|huggingface_hub|transformers)\.(.*\.)?(load|download|from_pretrained|data)\b/, "loads or downloads"],
];

/** Built-in types that only make values. */
const values =
  "object set frozenset dict list tuple int float complex str bytes bytearray bool slice range memoryview type NoneType Ellipsis long unicode xrange buffer".split(
    " ",
  );
const exceptions = /^(builtins|__builtin__|exceptions)\.\w*(Error|Exception|Warning|Interrupt|Exit|Iteration)$/;

/** Functions that only put an object of these libraries together. */
const makers =
  /^(sklearn|scipy|numpy|pandas|joblib)(\.\w+)*\.(newObj|_newObj|__newobj__|__pyx_unpickle_\w+|_unpickle\w*|__\w+_ctor|_reconstruct\w*|_frombuffer|scalar|_make_tree)$/;
const classes = /^(sklearn|scipy|numpy|pandas|joblib\.numpy_pickle)(\.\w+)*\._?[A-Z]\w*$/;
const joblibWrappers =
  /^(joblib|sklearn\.externals\.joblib)\.(numpy_pickle|numpy_pickle_compat)\.(NumpyArrayWrapper|NDArrayWrapper|ZNDArrayWrapper)$/;
const scalarTypes =
  /^numpy\.(u?int(8|16|32|64|c|p)?|float(16|32|64|128)?|complex(64|128|256)?|bool_?|str_?|bytes_?|object_?|void|datetime64|timedelta64|longlong|ulonglong|longdouble|unicode_?|string_?|number|generic|floating|integer|ndarray|dtype|matrix|recarray|ma\.core\.\w+|nan|inf)$/;
const mathFunctions =
  /^numpy\.(abs|absolute|add|arc\w+|around|ceil|clip|cos|cosh|deg2rad|divide|exp|exp2|expm1|fabs|floor|identity|isfinite|isnan|log|log10|log1p|log2|maximum|mean|median|min|max|minimum|mod|multiply|nan_to_num|nanmean|nanmedian|nanmin|nanmax|negative|ones|zeros|power|rad2deg|ravel|reciprocal|reshape|rint|round|round_|sign|sin|sinh|sqrt|square|std|subtract|sum|tan|tanh|transpose|true_divide|trunc|var)$/;
const plainModules =
  /^(collections|decimal|fractions|datetime|uuid|array|pathlib_never|zoneinfo|dateutil\.tz|pytz|_codecs)\.(OrderedDict|defaultdict|Counter|deque|UserDict|UserList|ChainMap|Decimal|Fraction|datetime|date|time|timedelta|timezone|UUID|SafeUUID|array|_array_reconstructor|ZoneInfo|tz\w*|_UTC|_p|UTC|encode)$/;
const copyregMakers = /^(copyreg|copy_reg)\.(_reconstructor|__newobj__|__newobj_ex__)$/;
const scikitFunctions =
  /^sklearn\.(feature_selection\.\w+\.(f_classif|f_regression|chi2|mutual_info_\w+|r_regression)|metrics\.\w+(\.\w+)*|preprocessing\.\w+\.\w+|utils\.\w+\.\w+|linear_model\.\w+\.\w+|feature_extraction\.\w+\.\w+|gaussian_process\.\w+\.\w+|svm\.\w+\.\w+|compose\.\w+\.\w+)$/;

/** What importing a name and calling it, as the file asks for, would do. */
export function judge(module: string, name: string): Judgement {
  const path = `${module}.${name}`;
  const root = module.split(".")[0] ?? module;
  if (byCall.has(path) || byClass.has(path)) return harmless("makes a plain value");
  if (copyregMakers.test(path) || plainModules.test(path)) return harmless("makes a plain value");
  if ((root === "builtins" || root === "__builtin__") && values.includes(name)) return harmless("a built-in type");
  if (exceptions.test(path)) return harmless("an exception type");
  if (path === "functools.partial") return harmless("keeps a call for later; what it calls is listed too");
  for (const [pattern, reason] of dangerousNames) if (pattern.test(path)) return runs(reason);
  // "os.path" and "a.__globals__" alike: STACK_GLOBAL walks dotted names.
  if (name.includes(".") && /(^|\.)__\w+__(\.|$)/.test(name)) return runs("walks into a module's internals");
  const danger = byRoot.get(root);
  if (danger) return runs(danger);
  if (joblibWrappers.test(path)) return harmless("stands for an array");
  if (scalarTypes.test(path) || mathFunctions.test(path)) return harmless("a NumPy type or function on numbers");
  if (makers.test(path) || scikitFunctions.test(path)) return harmless(`part of ${root}`);
  if (classes.test(path)) return harmless(`a class of ${root}`);
  return {
    severity: "unknown",
    reason: module === "__main__" ? "code of the program that saved the file" : `Brine does not know what ${root} does when it is loaded`,
  };
}
