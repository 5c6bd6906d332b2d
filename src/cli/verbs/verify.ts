import { load, verify } from "../../index.js";
import type { Difference } from "../../verify/difference.js";
import type { InputFormat } from "../data/options.js";
import { readRows } from "../data/rows.js";
import { formatTable } from "../data/text-table.js";

export interface VerifyArguments {
  readonly input?: readonly string[];
  readonly inputFormat?: InputFormat;
  readonly method?: readonly string[];
  readonly tolerance?: number;
  readonly json?: boolean;
}

/** Differences shown of each kind; the rest are counted. */
const SHOWN = 20;

/** 0 where the two are the same, 1 where they are not. */
export async function verifyFiles(a: string, b: string, options: VerifyArguments): Promise<number> {
  const model = await load(a);
  const inputs =
    options.input === undefined
      ? undefined
      : await readRows(model, options.input, options.inputFormat ? { format: options.inputFormat } : {});
  const result = await verify(model, b, {
    ...(inputs ? { inputs } : {}),
    ...(options.method ? { methods: options.method } : {}),
    ...(options.tolerance === undefined ? {} : { tolerance: options.tolerance }),
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.equal ? 0 : 1;
  }
  const { compared } = result;
  const lines = [
    section("configuration", compared.parameters ? "all parameters" : "not in the file", result.configuration),
    section("weights", compared.parameters || compared.weights > 0 ? `${compared.weights} arrays` : "not in the file", result.weights),
    section(
      "predictions",
      compared.methods.length > 0 ? compared.methods.join(", ") : "not compared: give rows with --input",
      result.predictions,
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n${result.equal ? "The same." : "Not the same."}\n`);
  return result.equal ? 0 : 1;
}

function section(title: string, compared: string, differences: readonly Difference[]): string {
  const verdict = differences.length === 0 ? "no difference" : `${differences.length} different`;
  const head = `${title.padEnd(14)} ${verdict} (${compared})`;
  if (differences.length === 0) return head;
  const rows = differences
    .slice(0, SHOWN)
    .map((d) => [
      `  ${d.name}`,
      d.kind,
      d.a,
      d.b,
      d.largest === undefined ? "" : `${d.largest} at [${d.at?.join(", ")}]${d.count === undefined ? "" : `, ${d.count} in all`}`,
    ]);
  const rest = differences.length > SHOWN ? `\n  … and ${differences.length - SHOWN} more` : "";
  return `${head}\n${formatTable([["  name", "what", "A", "B", "largest difference"], ...rows])}${rest}`;
}
