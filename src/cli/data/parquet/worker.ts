import { parentPort, workerData } from "node:worker_threads";
import type { ByteSource } from "../../../bytes/source.js";
import { ModelError } from "../../../errors.js";
import type { Table } from "../../../table.js";
import { type Groups, openGroups } from "./decode.js";
import type { FromThread, PlainColumn, Start, ToThread } from "./thread.js";

/** The thread that decodes one Parquet file: it may be ended at any moment. */
const { name, size, columns } = workerData as Start;
const say = (message: FromThread, moved: readonly ArrayBuffer[] = []) => parentPort?.postMessage(message, moved);
const reads = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>();
let next = 0;

/** The file's bytes are where the reader is, which has it open. */
const source: ByteSource = {
  name,
  size,
  read: (offset, length) =>
    new Promise((resolve, reject) => {
      const id = next++;
      reads.set(id, { resolve, reject });
      say({ kind: "read", id, offset, length });
    }),
};
let opened: Groups | undefined;

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "bytes") {
    const waiting = reads.get(message.id);
    reads.delete(message.id);
    if (message.bytes) waiting?.resolve(message.bytes);
    else waiting?.reject(new Error(message.error));
  } else void answer(message);
});

async function answer(message: Exclude<ToThread, { kind: "bytes" }>): Promise<void> {
  try {
    opened ??= await openGroups(source, columns);
    if (message.kind === "open") say({ kind: "opened", groups: opened.groups, columns: opened.columns });
    else {
      const columns = plain(message.group === undefined ? opened.empty() : await opened.read(message.group));
      const buffers = columns.flatMap(({ data }) => (ArrayBuffer.isView(data) && data.buffer instanceof ArrayBuffer ? [data.buffer] : []));
      say({ kind: "rows", columns }, [...new Set(buffers)]);
    }
  } catch (error) {
    const place = error instanceof ModelError ? { code: error.code, where: error.where } : {};
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error), ...place });
  }
}

function plain(table: Table): PlainColumn[] {
  return [...table.columns].map(([name, { dtype, shape, data }]) => ({ name, dtype, shape, data }));
}
