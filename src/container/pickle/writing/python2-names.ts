/**
 * Modules that Python 3 renamed, by their new name, with the old ones (Lib/_compat_pickle.py, IMPORT_MAPPING). Python maps them when
 * it reads protocols below 3 only, so a newer protocol has to be written with the new names.
 */
const modules: Readonly<Record<string, string>> = {
  builtins: "__builtin__",
  copyreg: "copy_reg",
  queue: "Queue",
  socketserver: "SocketServer",
  configparser: "ConfigParser",
  reprlib: "repr",
  "tkinter.filedialog": "tkFileDialog FileDialog",
  "tkinter.simpledialog": "tkSimpleDialog SimpleDialog",
  "tkinter.colorchooser": "tkColorChooser",
  "tkinter.commondialog": "tkCommonDialog",
  "tkinter.dialog": "Dialog",
  "tkinter.dnd": "Tkdnd",
  "tkinter.font": "tkFont",
  "tkinter.messagebox": "tkMessageBox",
  "tkinter.scrolledtext": "ScrolledText",
  "tkinter.constants": "Tkconstants",
  "tkinter.tix": "Tix",
  "tkinter.ttk": "ttk",
  tkinter: "Tkinter",
  _markupbase: "markupbase",
  winreg: "_winreg",
  _thread: "thread",
  _dummy_thread: "dummy_thread",
  "dbm.bsd": "dbhash",
  "dbm.dumb": "dumbdbm",
  "dbm.ndbm": "dbm",
  "dbm.gnu": "gdbm",
  "xmlrpc.client": "xmlrpclib",
  "xmlrpc.server": "SimpleXMLRPCServer DocXMLRPCServer",
  "http.client": "httplib",
  "html.entities": "htmlentitydefs",
  "html.parser": "HTMLParser",
  "http.cookies": "Cookie",
  "http.cookiejar": "cookielib",
  "http.server": "BaseHTTPServer SimpleHTTPServer CGIHTTPServer",
  "test.support": "test.test_support",
  subprocess: "commands",
  "urllib.parse": "urlparse",
  "urllib.robotparser": "robotparser",
  "urllib.request": "urllib2",
  dbm: "anydbm whichdb",
  "collections.abc": "_abcoll",
  pickle: "cPickle",
  "xml.etree.ElementTree": "_elementtree",
  collections: "UserDict UserList UserString",
  io: "StringIO cStringIO",
};

/** Functions and classes that moved (NAME_MAPPING). Exceptions all went from `exceptions` to `builtins`. */
const names: Readonly<Record<string, string | undefined>> = {
  "__builtin__.xrange": "builtins.range",
  "__builtin__.reduce": "functools.reduce",
  "__builtin__.intern": "sys.intern",
  "__builtin__.unichr": "builtins.chr",
  "__builtin__.unicode": "builtins.str",
  "__builtin__.long": "builtins.int",
  "itertools.izip": "builtins.zip",
  "itertools.imap": "builtins.map",
  "itertools.ifilter": "builtins.filter",
  "itertools.ifilterfalse": "itertools.filterfalse",
  "itertools.izip_longest": "itertools.zip_longest",
  "UserDict.IterableUserDict": "collections.UserDict",
  "UserList.UserList": "collections.UserList",
  "UserString.UserString": "collections.UserString",
  "whichdb.whichdb": "dbm.whichdb",
  "_socket.fromfd": "socket.fromfd",
  "_multiprocessing.Connection": "multiprocessing.connection.Connection",
  "multiprocessing.process.Process": "multiprocessing.context.Process",
  "multiprocessing.forking.Popen": "multiprocessing.popen_fork.Popen",
  "urllib.ContentTooShortError": "urllib.error.ContentTooShortError",
  "urllib.getproxies": "urllib.request.getproxies",
  "urllib.pathname2url": "urllib.request.pathname2url",
  "urllib.quote_plus": "urllib.parse.quote_plus",
  "urllib.quote": "urllib.parse.quote",
  "urllib.unquote_plus": "urllib.parse.unquote_plus",
  "urllib.unquote": "urllib.parse.unquote",
  "urllib.url2pathname": "urllib.request.url2pathname",
  "urllib.urlcleanup": "urllib.request.urlcleanup",
  "urllib.urlencode": "urllib.parse.urlencode",
  "urllib.urlopen": "urllib.request.urlopen",
  "urllib.urlretrieve": "urllib.request.urlretrieve",
  "urllib2.HTTPError": "urllib.error.HTTPError",
  "urllib2.URLError": "urllib.error.URLError",
  "multiprocessing.AuthenticationError": "multiprocessing.context.AuthenticationError",
  "multiprocessing.BufferTooShort": "multiprocessing.context.BufferTooShort",
  "multiprocessing.ProcessError": "multiprocessing.context.ProcessError",
  "multiprocessing.TimeoutError": "multiprocessing.context.TimeoutError",
  "__builtin__.basestring": "builtins.str",
  "UserDict.UserDict": "collections.UserDict",
  "socket._socketobject": "socket.SocketType",
};

const newModules = new Map(Object.entries(modules).flatMap(([now, before]) => before.split(" ").map((old) => [old, now] as const)));

/** The name that Python 3 knows for what Python 2 called `module.name`. */
export function python3Name(module: string, name: string): { module: string; name: string } {
  const moved = Object.hasOwn(names, `${module}.${name}`) ? names[`${module}.${name}`] : undefined;
  if (moved !== undefined) {
    const cut = moved.lastIndexOf(".");
    return { module: moved.slice(0, cut), name: moved.slice(cut + 1) };
  }
  return { module: module === "exceptions" ? "builtins" : (newModules.get(module) ?? module), name };
}
