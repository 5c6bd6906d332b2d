// The other side of ask.py: the same questions to Brine.
import { readFileSync } from "node:fs";

const [what, modelPath, rowsPath] = process.argv.slice(2);
const { load, Table, Tensor } = await import("brine");

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const seconds = () => performance.now() / 1000;

/** .npy of float64 in C order, or pandas' JSON (orient split). */
function rowsOf(path) {
  const bytes = readFileSync(path);
  if (path.endsWith(".npy")) {
    const header = bytes.subarray(10, 10 + bytes.readUInt16LE(8)).toString("latin1");
    const shape = /'shape': \((\d+), (\d+)\)/.exec(header).slice(1).map(Number);
    return new Tensor("float64", shape, new Float64Array(Uint8Array.from(bytes.subarray(10 + bytes.readUInt16LE(8))).buffer));
  }
  const { columns, data } = JSON.parse(bytes);
  return Object.fromEntries(
    columns.map((name, i) => [name, typeof data[0][i] === "number" ? Float64Array.from(data, (row) => row[i]) : data.map((row) => row[i])]),
  );
}

/** The first row, in the form in which a server would hand it over. */
function firstOf(rows) {
  if (rows instanceof Tensor) return [Array.from(rows.data.subarray(0, rows.shape[1]))];
  return [Object.fromEntries(Object.entries(rows).map(([name, column]) => [name, column[0]]))];
}

if (what === "load") {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const began = seconds();
    await load(modelPath);
    times.push(seconds() - began);
  }
  console.log(JSON.stringify({ load: median(times) }));
} else if (what === "memory") {
  await load(modelPath);
  console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
} else if (what === "first") {
  const model = await load(modelPath);
  console.log((await model.predict(firstOf(rowsOf(rowsPath)))).at(0));
} else {
  const model = await load(modelPath);
  const rows = rowsOf(rowsPath);
  const one = firstOf(rows);
  // As many calls as a server makes before its code is compiled.
  for (let i = 0; i < 3000; i++) await model.predict(one);
  const repeats = 2000;
  const singles = [];
  for (let k = 0; k < 5; k++) {
    const began = seconds();
    for (let i = 0; i < repeats; i++) await model.predict(one);
    singles.push((seconds() - began) / repeats);
  }
  const all =
    rows instanceof Tensor
      ? rows
      : new Table(
          new Map(
            Object.entries(rows).map(([name, column]) => [
              name,
              ArrayBuffer.isView(column) ? new Tensor("float64", [column.length], column) : new Tensor("string", [column.length], column),
            ]),
          ),
        );
  for (let k = 0; k < 3; k++) await model.predict(all);
  const alls = [];
  for (let k = 0; k < 5; k++) {
    const began = seconds();
    await model.predict(all);
    alls.push(seconds() - began);
  }
  console.log(JSON.stringify({ one: median(singles), all: median(alls) }));
}
