import { ModelError, scan } from "../../index.js";
import type { Finding, ScanReport } from "../../scan/evidence.js";
import { formatTable } from "../data/text-table.js";

/** Harmless names shown of a file. */
const SHOWN = 30;

/** 0 where every file is clean, 1 where one would run code, else 2 where one cannot be judged. */
export async function scanFiles(files: readonly string[], options: { readonly json?: boolean }): Promise<number> {
  const reports: ScanReport[] = [];
  for (const file of files) reports.push(await reportOn(file));
  process.stdout.write(options.json ? `${JSON.stringify(reports)}\n` : `${reports.map(text).join("\n\n")}\n`);
  if (reports.some(({ verdict }) => verdict === "runs-code")) return 1;
  return reports.some(({ verdict }) => verdict === "unclear") ? 2 : 0;
}

/** A file that cannot be opened must not keep the others from being looked at. */
async function reportOn(file: string): Promise<ScanReport> {
  try {
    return await scan(file);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { file, format: "unread", verdict: "unclear", findings: [], doubts: [`${error.message} [${error.code}]`], notes: [] };
  }
}

const verdicts: Record<ScanReport["verdict"], string> = {
  clean: "clean: all that Python would look at was looked at, and every name in it is known to be harmless",
  "runs-code": "opening it in Python RUNS CODE, or reaches for other files: do not",
  unclear: "cannot be judged",
};

function text({ file, verdict, findings, doubts }: ScanReport): string {
  const rows = findings.slice(0, Math.max(SHOWN, findings.filter(({ severity }) => severity !== "harmless").length));
  const table =
    rows.length === 0
      ? ""
      : `\n${formatTable([["severity", "name", "times", "place", "reason"], ...rows.map((f) => [f.severity, `${f.module}.${f.name}`, f.count, placeOf(f), f.reason])], { header: true })}`;
  const rest = findings.length > rows.length ? `\n… and ${findings.length - rows.length} more harmless names` : "";
  const why = verdict === "clean" || doubts.length === 0 ? "" : `\n${doubts.map((doubt) => `  - ${doubt}`).join("\n")}`;
  return `${file}: ${verdicts[verdict]}${why}${table}${rest}`;
}

function placeOf({ offset, where }: Finding): string {
  return [where, offset === undefined ? undefined : `byte ${offset}`].filter((part) => part !== undefined).join(", ");
}
