import { PyGlobal } from "../values.js";
import { globalKey, type Shared } from "./shared.js";

/** The keys of what was written and comes again; texts and names by content. */
export class WriteMemo {
  readonly #objects = new Map<object, number>();
  readonly #texts = new Map<string, number>();
  readonly #globals = new Map<string, number>();

  constructor(readonly shared: Shared) {}

  get(owner: object | string): number | undefined {
    if (typeof owner === "string") return this.#texts.get(owner);
    return owner instanceof PyGlobal ? this.#globals.get(globalKey(owner)) : this.#objects.get(owner);
  }

  /** The key of what was just written; undefined where it does not come again. */
  add(owner: object | string): number | undefined {
    const { objects, texts, globals, entangled } = this.shared;
    const key = this.#objects.size + this.#texts.size + this.#globals.size;
    if (typeof owner === "string") {
      if (!texts.has(owner)) return undefined;
      this.#texts.set(owner, key);
    } else if (owner instanceof PyGlobal) {
      const name = globalKey(owner);
      if (!globals.has(name)) return undefined;
      this.#globals.set(name, key);
    } else {
      if (!objects.has(owner) && !entangled) return undefined;
      this.#objects.set(owner, key);
    }
    return key;
  }
}
