import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { scan } from "../../src/index.js";
import { judge } from "../../src/scan/judge.js";

/** Ways that got past scanners of pickles, or that they were blind to. */
const runs = `
  os system|posix system|nt system|subprocess Popen|subprocess check_output|builtins eval|builtins exec|builtins compile|builtins getattr
  builtins __import__|__builtin__ eval|__builtin__ apply|__builtin__ execfile|builtins open|builtins breakpoint|builtins type|builtins map|builtins vars
  commands getoutput|pty spawn|shutil rmtree|runpy run_module|runpy _run_code|code InteractiveInterpreter|codeop compile_command|bdb Bdb|bdb Bdb.run
  pdb run|timeit timeit|timeit main|trace Trace|profile run|profile Profile.runctx|cProfile run|cProfile runctx|doctest debug_script|doctest testfile
  idlelib.pyshell ModifiedInterpreter.runcode|idlelib.run Executive.runcode|idlelib.calltip get_entity|idlelib.autocomplete AutoComplete.get_entity
  lib2to3.pgen2.grammar Grammar.loads|lib2to3.pgen2.pgen ParserGenerator.make_label|uuid _get_command_stdout|uuid _load_system_functions
  ensurepip _run_pip|pip main|pip._internal main|pip._internal.cli.main main|imp load_source|importlib import_module|pkgutil resolve_name|pydoc locate|pydoc pipepager
  venv main|marshal loads|types FunctionType|types CodeType|new function|dill loads|cloudpickle.cloudpickle loads|pickle loads|_pickle Unpickler|cPickle loads|shelve open
  copyreg add_extension|copyreg pickle|ctypes CDLL|ctypes.util find_library|sys exit|sys modules|gc get_objects|socket create_connection|ssl create_default_context
  http.client HTTPSConnection|urllib.request urlopen|urllib urlopen|webbrowser open|antigravity geohash|requests.api get|httplib HTTPSConnection|asyncio run
  asyncio.unix_events _UnixSubprocessTransport._start|io open|io FileIO|_io open|_io FileIO|_io.BufferedReader read|tempfile NamedTemporaryFile|pathlib Path|linecache getlines|logging.config fileConfig
  operator attrgetter|operator methodcaller|operator itemgetter|_operator attrgetter|_operator methodcaller|functools reduce|itertools starmap
  numpy load|numpy fromfile|numpy save|numpy.f2py.crackfortran getlincoef|numpy.f2py.crackfortran _eval_length|numpy.f2py.crackfortran param_eval|numpy.testing._private.utils runstring|numpy.testing rundocs
  numpy.core._internal _dtype_from_pep3118|numpy.distutils.exec_command exec_command|numpy.core _ufunc_reconstruct|numpy.core._multiarray_umath os.system|numpy os
  torch load|torch.jit load|torch.hub load|torch.serialization load|torch._dynamo.guards GuardBuilder.get|torch._inductor.codecache compile_file|torch.utils._config_module ConfigModule.load_config
  torch.utils.bottleneck.__main__ run_cprofile|torch.utils.collect_env run|torch.fx.experimental.symbolic_shapes ShapeEnv.evaluate_guards_expression|torch.utils.data.datapipes.utils.decoder basichandlers
  torch.distributed.rpc.rref_proxy _invoke_rpc|torch.fx.graph_module _exec_with_source|tensorflow.python.ops.script_ops py_func|keras.layers Lambda|joblib load|joblib.memory Memory|joblib.parallel Parallel|joblib.numpy_pickle load
  pandas read_pickle|pandas eval|pandas.io.common get_handle|pandas.core.computation.eval eval|pandas HDFStore|pandas.util._print_versions show_versions|sklearn.externals.joblib load|sklearn.datasets load_files
  sklearn.utils._testing TempMemmap|sklearn.utils.parallel Parallel|scipy.io loadmat|scipy.weave inline|nltk.data load|nltk download|test.support.script_helper assert_python_ok|distutils.spawn spawn
  distutils.file_util write_file|setuptools.command.install install|code interact|rlcompleter Completer|cgitb lookup|multiprocessing.util spawnv_passfds|_posixsubprocess fork_exec|_thread start_new_thread|threading Thread|sched scheduler|signal signal|site main|zipimport zipimporter|unittest.mock _importer
  sklearn.tree os.system|numpy.core.multiarray __builtins__.eval|sklearn.base Foo.__globals__|collections OrderedDict.__init__.__globals__|datetime sys.modules|collections _sys.modules.os|sklearn.conftest pyplot
  sklearn.metrics.pairwise os|pandas.core.frame sys|sklearn.utils.fixes subprocess.Popen
`;

/** Names for which nothing vouches: none of them may ever count as harmless. */
const unknown = `
  __main__ Model|acme.models Scaler|torch.nn.modules.linear Linear|xgboost.sklearn XGBClassifier|sklearn.tree Exploit|sklearn Pipeline2|sklearnx.tree DecisionTreeClassifier|numpyx ndarray
  sklearn.tests.test_base MyEstimator|scipy.optimize minimize|scipy._lib.foo Bar|numpy.lib.npyio2 foo|numpy.random Foo|numpy set_printoptions|numpy.core.multiarray set_typeDict|pandas.core.frame foo|pandas Foo
  numpy.core.fromnumeric _wrapit|sklearn.utils.validation check_memory|sklearn.metrics make_scorer2|sklearn.linear_model _logistic|joblib.numpy_pickle Foo|collections namedtuple|collections abc|datetime Foo|math foo|re compile|functools lru_cache|string Template|zoneinfo ZoneInfo
  sklearn.pipeline Pipeline.predict|sklearn.base BaseEstimator.set_params|collections OrderedDict.fromkeys|numpy ndarray.tofile|numpy ndarray.dump|pandas DataFrame.foo
`;

/** Strange spellings of dangerous and of harmless names. */
const spellings: readonly [string, string][] = [
  [" os", "system"],
  ["os ", "system"],
  ["os\n", "system"],
  ["OS", "system"],
  ["ｏｓ", "system"],
  ["o\u200bs", "system"],
  ["os.", "system"],
  [".os", "system"],
  ["os\0", "system"],
  ["os", " system"],
  ["builtins ", "eval"],
  ["sklearn.tree\u00a0", "DecisionTreeClassifier"],
  ["sklearn..tree", "DecisionTreeClassifier"],
  ["sklearn.tree", "DecisionTreeClassifier "],
  ["sklearn.tree", ""],
  ["", "system"],
  ["", ""],
  ["numpy", "ndarray\n"],
  ["ѕklearn.tree", "DecisionTreeClassifier"],
  ["builtins", "ｓet"],
  ["__builtin__", "object.__subclasses__"],
  ["builtins", "object.__subclasses__"],
  ["builtins", "str.format"],
  ["copyreg", "_reconstructor.__globals__"],
];

const pairs = (text: string) =>
  text
    .trim()
    .split(/[|\n]/)
    .map((pair) => pair.trim().split(" ") as [string, string]);

describe("a name", () => {
  it.each(pairs(runs))("%s %s runs code", (module, name) => {
    expect(judge(module, name).severity).toBe("runs-code");
  });

  it.each(pairs(unknown))("%s %s is not vouched for", (module, name) => {
    expect(judge(module, name).severity).toBe("unknown");
  });

  it.each(spellings)("%j %j, spelt strangely, is never harmless", (module, name) => {
    expect(judge(module, name).severity).not.toBe("harmless");
  });

  it("that an object of JavaScript has by itself is as unknown as any other", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(judge(name, name).severity).not.toBe("harmless");
      expect(judge("numpy", name).severity).not.toBe("harmless");
      expect(judge("sklearn.tree", name).severity).not.toBe("harmless");
    }
  });
});

const root = fileURLToPath(new URL("../fixtures/", import.meta.url));
const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );

it("no model that scikit-learn saved raises a false alarm, nor does a value that it holds", async () => {
  const alarms: string[] = [];
  for (const folder of ["sklearn", "pickle", "joblib"])
    for (const file of walk(join(root, folder))) {
      if (/\.(json|npz|npy|z)$/.test(file)) continue;
      const { verdict, doubts, findings } = await scan(file);
      const beside = /joblib-0\.[89]/.test(file) && doubts.every((doubt) => doubt.includes("files beside this one"));
      const foreign = /differential|out-of-band/.test(file);
      if (verdict !== "clean" && !beside && !foreign)
        alarms.push(
          `${file}: ${verdict} ${doubts.slice(0, 2).join("; ")} ${findings.filter(({ severity }) => severity === "runs-code").map((f) => `${f.module}.${f.name}`)}`,
        );
    }
  expect(alarms).toEqual([]);
});
