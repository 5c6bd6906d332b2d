// node scripts/counts.mjs REPORT      "N passed, N failed" of vitest's JSON report; a test file that does not load counts as a failure.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.every((t) => t.status !== "failed"));
console.log(`${report.numPassedTests} passed, ${report.numFailedTests + unloaded.length} failed`);
