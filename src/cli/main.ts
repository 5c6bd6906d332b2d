#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { ModelError } from "../errors.js";
import { fail } from "./fail.js";

/** Exit codes: the answer is yes, the answer is no, it could not be done. */
export const EXIT = { yes: 0, no: 1, failed: 2 } as const;

const program = new Command("brine")
  .description("Models trained in Python, used without Python.")
  .version(packageJson.version, "-V, --version")
  .showHelpAfterError("(brine --help lists the commands)")
  .exitOverride()
  .configureHelp({ sortSubcommands: false });

program
  .command("inspect")
  .argument("<model>", "a file, or FILE#part for a model inside it")
  .description("what it is: framework, version, tree, hyper-parameters, weights, inputs")
  .option("--weights", "list every weight, not only the first ones")
  .option("--json", "as JSON")
  .action(async (model: string, options) => exit((await import("./verbs/inspect.js")).inspect(model, options)));

program
  .command("predict")
  .argument("<model>", "a file, or FILE#part")
  .description("what the model answers for rows of a table, arrays, texts or images")
  .requiredOption(
    "-i, --input <rows>",
    "rows: .csv .tsv .json .jsonl .npy .npz .parquet, or - for standard input; networks: also .png, .jpg, a folder of them, and NAME=FILE for each input",
    collectFirst,
  )
  .option("-m, --method <name>", "predict_proba, transform, … ; default: predict, or transform")
  .option("-o, --output <file>", "where answers go: .csv .json .jsonl .npy .npz .parquet; default: standard output, as CSV")
  .option("--input-format <format>", "csv, tsv, json, jsonl, npy, npz or parquet, where the name does not tell")
  .option("--output-format <format>", "likewise, for the answers")
  .option("--columns <names>", "the input's columns to use, separated by commas", (text) => text.split(","))
  .option("--no-header", "the first line of a CSV is a row, not names")
  .option("--set <name=value>", "a keyword argument of the method, as JSON: --set n_neighbors=3", collect, [])
  .option("--batch <rows>", "rows at a time", Number)
  .option("--size <HxW>", "images: height and width; default: what the model takes")
  .option("--interpolation <how>", "images: nearest (as Keras), box, bilinear, hamming, bicubic, lanczos")
  .option("--scale <number>", "images: multiply by this, such as 1/255")
  .option("--shift <number>", "images: then add this, such as -1", Number)
  .option("--json", "as JSON (the same as --output-format json)")
  .action(async (model: string, options) => exit((await import("./verbs/predict.js")).predict(model, options)));

program
  .command("verify")
  .argument("<a>", "a file, or FILE#part")
  .argument("<b>", "another")
  .description("whether two files hold the same model: configuration, weights, and with --input predictions")
  .option("-i, --input <rows>", "rows to ask both about; networks: NAME=FILE for each input, images", collectFirst)
  .option("--input-format <format>", "csv, tsv, json, jsonl, npy, npz or parquet, where the name does not tell")
  .option("-m, --method <names>", "methods to compare, separated by commas", (text) => text.split(","))
  .option("--tolerance <number>", "how far numbers may be apart, relative and absolute; default: not at all", Number)
  .option("--json", "as JSON")
  .action(async (a: string, b: string, options) => exit((await import("./verbs/verify.js")).verifyFiles(a, b, options)));

program
  .command("convert")
  .argument("<source>", "a file, or FILE#part")
  .argument("<target>", "where to: .pkl .joblib .joblib.gz … .h5 .keras .json .onnx; weights alone: .safetensors .npz")
  .description("write the model in another format; then open it again and compare")
  .option("--format <name>", "pickle, joblib, keras-h5, keras, keras-json, onnx, safetensors or npz, where the extension does not tell")
  .option("--compress <method>", "joblib: zlib, gzip, bz2, lzma, xz, lz4, or a level from 0 to 9; METHOD:LEVEL for both")
  .option("--protocol <n>", "pickle protocol, 2 to 5", Number)
  .option("-i, --input <rows>", "onnx: rows as the model will get them, to learn the columns' types or open lengths from", collectFirst)
  .option("-m, --method <names>", "onnx: methods that become outputs, separated by commas", (text) => text.split(","))
  .option("--json", "as JSON")
  .action(async (source: string, target: string, options) => exit((await import("./verbs/convert.js")).convert(source, target, options)));

program
  .command("scan")
  .argument("<files...>", "files to look at; nothing in them is executed")
  .description(
    "what opening a file in Python would execute: pickles, joblib, Keras's .h5, .keras and .json, npz, safetensors, folders.\nClean (exit code 0) means that all that Python would look at was looked at, and is known to be harmless; 1: it runs code or reaches for other files; 2: neither can be said. docs/scan.md has the details.",
  )
  .option("--json", "as JSON")
  .action(async (files: string[], options) => exit((await import("./verbs/scan.js")).scanFiles(files, options)));

function collectFirst(value: string, before: string[] | undefined): string[] {
  return collect(value, before ?? []);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

async function exit(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

// `brine … | head` closes standard output when it has seen enough: nobody is there to be told.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.yes : EXIT.failed;
  else if (error instanceof ModelError) process.exitCode = fail(error, process.argv.includes("--json"));
  else throw error;
}
