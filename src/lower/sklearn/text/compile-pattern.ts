import { assertion, operation, type PatternProgram } from "../../../graph/pattern.js";
import { type Pattern, width } from "./pattern-tree.js";

/** A pattern as instructions, repetitions with a bound written out. */
export function compilePattern(pattern: Pattern): PatternProgram {
  const compiler = new Compiler();
  compiler.add(pattern);
  return compiler.finish();
}

class Compiler {
  readonly #code: number[] = [];
  readonly #sets = new Map<string, number>();
  #choices = 0;

  finish(): PatternProgram {
    this.#put(operation.match);
    const sets = [...this.#sets.keys()].map((source) => new RegExp(`^${source}$`, "v"));
    return { code: Int32Array.from(this.#code), sets, choices: this.#choices };
  }

  add(pattern: Pattern): void {
    switch (pattern.kind) {
      case "set":
        this.#put(operation.set, this.#set(pattern.source));
        return;
      case "assert":
        this.#put(operation.assert, assertion[pattern.what], pattern.word === "" ? 0 : this.#set(pattern.word));
        return;
      case "sequence":
        for (const item of pattern.items) this.add(item);
        return;
      case "choice":
        this.#choice(pattern.branches);
        return;
      case "repeat":
        this.#repeat(pattern);
        return;
      case "group":
        this.#put(operation.save, 0);
        this.add(pattern.body);
        this.#put(operation.save, 1);
        return;
      case "look": {
        const back = pattern.behind ? (width(pattern.body) ?? 0) : 0;
        const look = this.#put(operation.look, (pattern.behind ? 1 : 0) + (pattern.negated ? 2 : 0) + 4 * back);
        this.add(pattern.body);
        this.#put(operation.match);
        this.#aim(look, 2, this.#next);
      }
    }
  }

  get #next(): number {
    return this.#code.length / 3;
  }

  #put(op: number, a = 0, b = 0): number {
    this.#code.push(op, a, b);
    return this.#next - 1;
  }

  #aim(instruction: number, operand: 1 | 2, target: number): void {
    this.#code[3 * instruction + operand] = target;
  }

  #set(source: string): number {
    const found = this.#sets.get(source) ?? this.#sets.size;
    this.#sets.set(source, found);
    return found;
  }

  /** A split whose first way is what comes next, or is left out first (`lazy`); the other way is aimed later. */
  #split(lazy: boolean): { readonly at: number; readonly other: 1 | 2 } {
    const at = this.#put(operation.split);
    this.#put(operation.choice, this.#choices++);
    this.#aim(at, lazy ? 2 : 1, this.#next);
    return { at, other: lazy ? 1 : 2 };
  }

  #choice(branches: readonly Pattern[]): void {
    const ends: number[] = [];
    for (const [i, branch] of branches.entries()) {
      if (i === branches.length - 1) {
        this.add(branch);
        break;
      }
      const { at, other } = this.#split(false);
      this.add(branch);
      ends.push(this.#put(operation.jump));
      this.#aim(at, other, this.#next);
    }
    for (const end of ends) this.#aim(end, 1, this.#next);
  }

  #repeat({ body, least, most, lazy }: Extract<Pattern, { kind: "repeat" }>): void {
    for (let i = 0; i < least; i++) this.add(body);
    if (most === Number.POSITIVE_INFINITY) {
      const { at, other } = this.#split(lazy);
      this.add(body);
      this.#put(operation.jump, at);
      this.#aim(at, other, this.#next);
      return;
    }
    const splits = Array.from({ length: most - least }, () => {
      const split = this.#split(lazy);
      this.add(body);
      return split;
    });
    for (const { at, other } of splits) this.#aim(at, other, this.#next);
  }
}
