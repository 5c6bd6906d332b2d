import { dangerousPaths, dangerousRoots } from "./dangerous.js";
import { harmlessReason } from "./harmless.js";

/** What opening the file in Python would do because of a name. */
export type Severity = "runs-code" | "unknown" | "harmless";

export interface Judgement {
  readonly severity: Severity;
  readonly reason: string;
}

/** A module and a name as compilers write them; STACK_GLOBAL takes any text. */
const plainModule = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const plainName = /^[A-Za-z_]\w*$/;
const indexedName = /^dtype\[\w+\]$/;
const innerName = /(^|\.)__\w+__(\.|$)/;

/**
 * What importing a name and calling it, as the file asks for, would do. Three answers in this order: nothing vouches for a name that
 * is spelt strangely; what is known to be dangerous; what is known by its exact name to be harmless. All else is unknown.
 */
export function judge(module: string, name: string): Judgement {
  // Blanks, case, signs of other alphabets and stray dots must not lead past the lists; how Python reads them is not always known.
  const bare = { module: bared(module), name: bared(name) };
  const danger = dangerOf(bare.module, bare.name);
  const spelt = plainModule.test(module) && (plainName.test(name) || indexedName.test(name));
  const reason = spelt ? harmlessReason(module, name) : undefined;
  if (reason !== undefined && (danger === undefined || vouched(module))) return { severity: "harmless", reason };
  if (danger !== undefined) return { severity: "runs-code", reason: danger };
  if (!spelt)
    return { severity: "unknown", reason: name.includes(".") ? "walks from attribute to attribute" : "is spelt like no name of Python" };
  const root = module.split(".")[0] ?? module;
  return {
    severity: "unknown",
    reason: module === "__main__" ? "code of the program that saved the file" : `Brine does not know what ${root} does when it is loaded`,
  };
}

/** Roots that hold dangerous names and, by exact name, harmless ones: `builtins.set`, `copyreg._reconstructor`. */
function vouched(module: string): boolean {
  return /^(builtins|__builtin__|copyreg|copy_reg|uuid|_codecs|codecs|numpy\.(core|_core)\.\w+|pandas\._libs.*|pathlib)$/.test(module);
}

function bared(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, "")
    .replace(/^\.+|\.+$/g, "");
}

function dangerOf(module: string, name: string): string | undefined {
  const path = `${module}.${name}`;
  for (const [pattern, reason] of dangerousPaths) if (pattern.test(path)) return reason;
  const root = module.split(".")[0] ?? module;
  const reason = dangerousRoots.get(root) ?? dangerousRoots.get(root.toLowerCase());
  if (reason) return reason;
  if (innerName.test(name) && name.includes(".")) return "walks into a module's internals";
  // A dotted name walks through what a module imported: `numpy` and `os.system`, say; so does a module that is none.
  for (const part of name.split(".").slice(0, -1)) if (exposed.has(part.replace(/^_(?!_)/, ""))) return `reaches the module ${part}`;
  for (const part of module.split(".").slice(1)) if (exposed.has(part)) return `reaches the module ${part}`;
  // The last name itself may be a module that another imported: `numpy.testing` and `os`.
  if (exposed.has(name)) return `reaches the module ${name}`;
  return undefined;
}

/** Modules that others import and so expose as attributes. Words that libraries use for things of their own are left out. */
const exposed: ReadonlySet<string> = new Set(
  "os posix nt sys subprocess builtins __builtin__ __builtins__ importlib shutil tempfile pickle cPickle socket ctypes runpy pty marshal types multiprocessing threading urllib platform pathlib operator inspect webbrowser".split(
    " ",
  ),
);
