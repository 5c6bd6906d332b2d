/** Modules of which nothing belongs into a model file, by what they let a pickle do. Their submodules count, too. */
const modules: readonly (readonly [names: string, reason: string])[] = [
  [
    "os posix nt posixpath ntpath genericpath _posixsubprocess subprocess commands popen2 pty tty shlex multiprocessing _multiprocessing _winapi msvcrt winreg _winreg _thread thread threading _threading_local concurrent signal _signal sched crypt pwd spwd grp platform uuid curses fcntl select selectors syslog resource",
    "starts programs, or speaks to the operating system",
  ],
  ["builtins __builtin__ __builtins__ _sitebuiltins __future__", "evaluates code or looks names up"],
  [
    "runpy code codeop bdb pdb timeit trace profile cProfile _lsprof pstats doctest unittest test idlelib lib2to3 pydoc pydoc_data ast dis inspect compileall py_compile symtable tokenize turtledemo this tabnanny cgitb rlcompleter readline cmd IPython jupyter nbconvert pytest _pytest nose hypothesis",
    "executes Python code",
  ],
  [
    "importlib _frozen_importlib _frozen_importlib_external _imp imp pkgutil zipimport pip setuptools pkg_resources distutils _distutils_hack ensurepip venv virtualenv site sitecustomize usercustomize modulefinder zipapp",
    "imports or installs code",
  ],
  [
    "types _types marshal new cloudpickle dill _weakrefset weakref atexit abc _abc contextlib codecs encodings",
    "builds functions, or calls what it is given",
  ],
  ["pickle _pickle cPickle _compat_pickle pickletools pickleshare shelve copyreg copy_reg", "unpickles more, or registers what to call"],
  [
    "ctypes _ctypes cffi _cffi_backend mmap gc sys _testcapi faulthandler tracemalloc _xxsubinterpreters _interpreters",
    "reaches into the running process",
  ],
  [
    "socket _socket ssl _ssl http httplib urllib urllib2 urllib3 urlparse ftplib smtplib smtpd telnetlib poplib imaplib nntplib xmlrpc xmlrpclib socketserver SocketServer BaseHTTPServer asyncio asyncore asynchat requests aiohttp httpx websocket websockets webbrowser antigravity wsgiref cgi email mailbox mailcap paramiko fabric boto3 botocore fsspec s3fs gcsfs",
    "opens connections",
  ],
  [
    "io _io _pyio shutil tempfile pathlib glob fnmatch fileinput linecache zipfile tarfile gzip bz2 lzma sqlite3 _sqlite3 dbm logging filecmp netrc configparser ConfigParser csv plistlib xml xdrlib binhex uu h5py tables",
    "reads or writes files",
  ],
  ["operator _operator", "looks attributes up or calls methods by name"],
  ["tkinter Tkinter turtle pyautogui ctypeslib win32api win32com pythoncom", "drives the desktop"],
];

export const dangerousRoots: ReadonlyMap<string, string> = new Map(
  modules.flatMap(([names, reason]) => names.split(" ").map((name): [string, string] => [name, reason])),
);

/** Parts of otherwise ordinary libraries that run code, read files or open connections, by the full path of module and name. */
export const dangerousPaths: readonly (readonly [path: RegExp, reason: string])[] = [
  [
    /^(torch|tensorflow|keras|tf_keras)\.(.*\.)?(load|load_model|load_weights|hub|compile|jit|fromfile|read_file|write_file|func_load|py_func|Lambda)\b/,
    "loads or compiles code",
  ],
  [
    /^torch\.(_dynamo|_inductor|distributed|multiprocessing|package|serialization|storage|testing|fx|onnx|utils\.(_config_module|bottleneck|collect_env|cpp_extension|data\.datapipes|model_dump|hipify|_freeze|benchmark|tensorboard|data\.DataLoader))\b/,
    "executes Python code, or unpickles more",
  ],
  [
    /^numpy\.(load|save|savez|savez_compressed|loadtxt|savetxt|genfromtxt|fromfile|fromregex|memmap|DataSource|lib\.npyio|lib\._npyio_impl|lib\.format|lib\._datasource|lib\.utils|f2py|testing|distutils|ctypeslib|_pytesttester|conftest|show_config|core\.records\.fromfile|core\.memmap|_core\.memmap|compat\.py3k)\b/,
    "reads or writes files, or compiles",
  ],
  [/^numpy\.(apply_along_axis|apply_over_axes|vectorize|piecewise|frompyfunc|fromfunction|fromiter)$/, "calls what it is given"],
  [/^numpy\.(core|_core)\.(_ufunc_reconstruct|_internal)\b/, "imports a module by name"],
  [
    /^pandas\.(read_\w+|eval|io|core\.computation|testing|_testing|util|plotting|ExcelFile|ExcelWriter|HDFStore)\b/,
    "reads files or evaluates code",
  ],
  [/^(pandas\.)(.*\.)?(apply|pipe|query|to_pickle|read_pickle)$/, "evaluates code or unpickles more"],
  [
    /^joblib\.(load|dump|Memory|Parallel|delayed|memory|parallel|externals|pool|executor|_parallel_backends|_memmapping_reducer|testing|test)\b/,
    "unpickles more, or starts programs",
  ],
  [
    /^(joblib|sklearn\.externals\.joblib)\.(numpy_pickle|numpy_pickle_compat)\.(load|dump|read_zfile|\w*npickler|load_compatibility)/,
    "unpickles more",
  ],
  [/^sklearn\.externals\.joblib\.(load|dump|memory|Memory|parallel|Parallel|pool)\b/, "unpickles more, or starts programs"],
  [
    /^sklearn\.(datasets|utils\._joblib|utils\.parallel|utils\._testing|utils\.testing|conftest|_build_utils|show_versions|setup_module)\b/,
    "reads files, starts programs or opens connections",
  ],
  [/^scipy\.(io|weave|misc|datasets|_lib\._testutils|_lib\._ccallback|LowLevelCallable|test)\b/, "reads files or compiles"],
  [/^(functools\.(reduce|partialmethod|singledispatch|cached_property|cmp_to_key)|itertools\.\w+)$/, "calls what it is given"],
  [/^(nltk|spacy|gensim|huggingface_hub|transformers|datasets)\.(.*\.)?(load|download|from_pretrained|data|hub)\b/, "loads or downloads"],
];
