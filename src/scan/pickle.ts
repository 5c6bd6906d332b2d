import { readAll } from "../bytes/range.js";
import { ArrayReader } from "../container/joblib/arrays.js";
import { unpack } from "../container/joblib/format.js";
import { PickleMachine } from "../container/pickle/machine.js";
import { MAX_PICKLES } from "../container/pickle/read.js";
import { ModelError } from "../errors.js";
import type { Limits } from "../limits.js";
import type { Evidence } from "./evidence.js";
import type { Scanner } from "./scanner.js";

/** Every name in a pickle or joblib file, packed or not, in the nested pickles too. */
export const pickleScanner: Scanner = {
  type: "pickle",
  headBytes: 2,
  // Protocol 2 and newer say so; older ones are text, for which nothing else is left.
  claims: (head) => head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5,
  async scan(source, { evidence, limits }) {
    const { content, notes } = await unpack(await readAll(source, limits), source.name, limits);
    for (const note of notes) evidence.note(note);
    if (content.length === 0) evidence.doubt("there is nothing in it");
    scanPickles(content, source.name, limits, evidence);
  },
};

/** Pickles one behind the other, to the end of the bytes. */
export function scanPickles(content: Uint8Array, where: string, limits: Limits, evidence: Evidence, start = 0): void {
  const arrays = new ArrayReader(limits, where);
  let offset = start;
  for (let count = 0; offset < content.length && count < MAX_PICKLES; count++) {
    const machine = new PickleMachine(content, { limits, offset, where, onBuild: arrays.onBuild });
    try {
      machine.run();
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      evidence.doubt(`not readable to its end: ${error.message}`);
      offset = content.length;
    }
    for (const { global, offset: at } of machine.globals) evidence.use(global.module, global.name, at);
    for (const note of machine.notes) evidence.note(note);
    if (machine.persistentIds > 0)
      evidence.doubt(`${machine.persistentIds} persistent ids: what they stand for is up to the program that loads the file`);
    if (offset < content.length) offset = machine.position;
  }
  if (offset < content.length) evidence.doubt(`${content.length - offset} bytes behind ${MAX_PICKLES} pickles were not looked at`);
  if (arrays.pending.length > 0)
    evidence.doubt(`${arrays.pending.length} arrays are in files beside this one; scan those that are pickles too`);
}
