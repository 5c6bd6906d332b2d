import type { ByteSource } from "../bytes/source.js";
import { ModelError } from "../errors.js";
import { defaultLimits, type Limits } from "../limits.js";
import { Evidence, type ScanReport } from "./evidence.js";
import type { Scanner } from "./scanner.js";

/** Files in files in files: Keras, zip and pickles need three. */
const MAX_NESTING = 8;
/** Files inside of one that are looked at. */
const MAX_FILES = 20_000;

/**
 * What opening a file in Python would execute, found by the scanners that claim its content; what none claims is looked at by `otherwise`.
 * Nothing is executed; damaged files are looked at as far as they go.
 */
export async function scanSource(
  source: ByteSource,
  scanners: readonly Scanner[],
  otherwise: Scanner,
  limits: Limits = defaultLimits,
): Promise<ScanReport> {
  const evidence = new Evidence();
  let files = 0;
  const look = async (part: ByteSource, found: Evidence, depth: number): Promise<string> => {
    if (depth > MAX_NESTING || ++files > MAX_FILES) {
      found.doubt(depth > MAX_NESTING ? `files are nested more than ${MAX_NESTING} deep` : `more than ${MAX_FILES} files are inside`);
      return "nested";
    }
    const claims = await claimsOn(part, scanners, otherwise);
    if (claims.length > 1)
      found.doubt(`it is ${claims.map(({ type }) => type).join(" and ")} at once: which of them, is up to the program that opens it`);
    for (const scanner of claims) {
      try {
        await scanner.scan(part, { evidence: found, limits, nested: async (inner, within) => void (await look(inner, within, depth + 1)) });
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        found.doubt(error.message);
      }
    }
    return claims.map(({ type }) => type).join("+");
  };
  const format = await look(source, evidence, 0);
  return evidence.report(source.name, format);
}

async function claimsOn(source: ByteSource, scanners: readonly Scanner[], otherwise: Scanner): Promise<Scanner[]> {
  const longest = Math.max(...scanners.map(({ headBytes }) => headBytes));
  const head = source.folder ? new Uint8Array(0) : await source.read(0, Math.min(longest, source.size));
  const claims: Scanner[] = [];
  for (const scanner of scanners) if (await scanner.claims(head.subarray(0, scanner.headBytes), source)) claims.push(scanner);
  return claims.length > 0 ? claims : [otherwise];
}
