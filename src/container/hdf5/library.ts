import { ModelError } from "../../errors.js";
import type { Hdf5Module } from "./h5wasm.js";
import { limitMemory } from "./memory-limit.js";

/** What libhdf5 itself needs at most: its caches of metadata and of chunks, and texts. */
const HEAP_BYTES = 96 * 2 ** 20;

/** What is kept of libhdf5's words: an error is twenty lines. */
const MOST_COMPLAINTS = 100;
const LONGEST_COMPLAINT = 500;

/** One instance of libhdf5. Whatever it complains of becomes a ModelError, and the instance is not used again. */
export class Library {
  readonly #complaints: string[] = [];
  #line: number[] = [];
  #heapBytes = HEAP_BYTES;
  #broken = false;

  constructor(readonly module: Hdf5Module) {
    const terminal = module.FS.getStream(2)?.tty;
    if (terminal) terminal.ops = { put_char: (_: unknown, byte: number) => this.#put(byte), fsync: () => undefined };
    limitMemory(module, (bytes) => {
      if (bytes <= this.#heapBytes) return true;
      this.#complain(`#000: memory line 0 in grow(): libhdf5 asks for ${bytes} bytes of memory, more than such a file may need`);
      return false;
    });
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** This instance is not used again: something in it may still be open. */
  retire(): void {
    this.#broken = true;
  }

  /** Closes a file that was left in the middle. What is refused by us, and not by libhdf5, leaves the instance as it was otherwise. */
  abandon(file: bigint): void {
    try {
      if (!this.#broken && this.module.close_file(file) < 0) this.#broken = true;
    } catch {
      this.#broken = true;
    }
  }

  /** What the memory may grow to, beyond what libhdf5 itself needs. */
  allowHeap(bytes: number): void {
    this.#heapBytes = HEAP_BYTES + bytes;
  }

  /**
   * Runs calls of libhdf5. What it prints, throws or dies of is an error of `where`: libhdf5 and h5wasm go on after most errors, with
   * part of the answer.
   */
  call<T>(where: string, what: string, work: (module: Hdf5Module) => T): T {
    this.#complaints.length = 0;
    let answer: T;
    try {
      answer = work(this.module);
    } catch (cause) {
      this.#broken = true;
      if (cause instanceof ModelError) throw cause;
      throw this.#error(where, what, cause);
    }
    if (this.#complaints.length > 0) {
      this.#broken = true;
      throw this.#error(where, what);
    }
    return answer;
  }

  /** Works on fresh memory of the instance, which is freed behind it. */
  withBytes<T>(where: string, bytes: number, work: (address: number) => T): T {
    const address = this.module._malloc(Math.max(bytes, 1));
    if (address === 0) this.#broken = true;
    if (address === 0)
      throw new ModelError("bytes/too-large", `${where} needs ${bytes} bytes in one piece, which libhdf5 cannot allocate.`, { where });
    try {
      return work(address);
    } finally {
      if (!this.#broken) this.module._free(address);
    }
  }

  #error(where: string, what: string, cause?: unknown): ModelError {
    // libhdf5 prints its stack of errors from the outermost, "#000: H5D.c line 1 in H5Dopen2(): cannot open": the last says most.
    const said = this.#complaints
      .filter((line) => /^\s*#\d+:/.test(line))
      .map((line) => line.replace(/^\s*#\d+: \S+ line \d+ in \S+ */, ""));
    const reason =
      said.find((line) => line.startsWith("libhdf5 asks")) ??
      said.at(-1) ??
      (cause instanceof Error ? cause.message : String(cause ?? this.#complaints[0]));
    if (said.some((line) => line.includes("external raw data file")))
      return new ModelError(
        "hdf5/external",
        `${where}: ${what}: its values are in another file, which is not opened; copy them into this one.`,
        { where },
      );
    // h5wasm's own complaints ("error - name not defined!") say nothing more; what libhdf5 dies of does.
    const died = cause instanceof Error && !cause.message.startsWith("error - ");
    return new ModelError("hdf5/malformed", `${where} is no sound HDF5 file: ${what} (${reason}).`, {
      where,
      python: "OSError",
      ...(died ? { cause } : {}),
    });
  }

  #complain(line: string): void {
    if (this.#complaints.length < MOST_COMPLAINTS) this.#complaints.push(line);
  }

  #put(byte: number): void {
    if (byte !== 10) {
      if (this.#line.length < LONGEST_COMPLAINT) this.#line.push(byte);
      return;
    }
    this.#complain(String.fromCharCode(...this.#line));
    this.#line = [];
  }
}

type Factory = (options: { noInitialRun: boolean; print: () => void; printErr: () => void }) => Promise<Hdf5Module>;

let current: Promise<Library> | undefined;

/** An instance that is sound and has not grown; making one takes a tenth of a second. */
export async function hdf5Library(): Promise<Library> {
  const library = await current?.catch(() => undefined);
  if (library && !library.broken && library.module.HEAPU8.length <= HEAP_BYTES) return library;
  current = instance().then((module) => new Library(module));
  return current;
}

async function instance(): Promise<Hdf5Module> {
  let factory: Factory | undefined;
  try {
    // The package offers one instance, made when it is imported; others come from the factory beside it.
    const url = new URL("./hdf5_util.js", import.meta.resolve("h5wasm")).href;
    factory = ((await import(url)) as { default: Factory }).default;
  } catch {
    // Bundled, say: then the one instance has to do.
    return (await (
      await import("h5wasm")
    ).ready) as unknown as Hdf5Module;
  }
  return factory({ noInitialRun: true, print: ignore, printErr: ignore });
}

function ignore(): void {
  // What libhdf5 prints is caught below the terminal; what Emscripten prints, it throws as well.
}
