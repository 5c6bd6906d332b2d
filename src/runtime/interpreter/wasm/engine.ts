/** What is used of WebAssembly; Node's types have no values for it. */
interface Wasm {
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    code: object,
    imports: object,
  ) => { readonly exports: { readonly run: (...numbers: readonly number[]) => number } };
}

export const wasm = (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;

/** Makes modules when they are first asked for; undefined where there is no WebAssembly, none with SIMD, or a page that forbids it. */
export function compiledOnce<M>(compile: (engine: Wasm) => M): () => M | undefined {
  let compiled: { readonly modules: M | undefined } | undefined;
  return () => {
    if (wasm === undefined) return undefined;
    try {
      compiled ??= { modules: compile(wasm) };
    } catch {
      compiled = { modules: undefined };
    }
    return compiled.modules;
  };
}
