import type { Container } from "../../container/container.js";
import type { JoblibFile } from "../../container/joblib/format.js";
import type { PickleFile } from "../../container/pickle/format.js";
import { ModelError } from "../../errors.js";
import type { Decoder } from "../source.js";
import { PythonSource } from "./source.js";

/** Pickles and joblib files: whatever Python objects they hold. Several pickles in a row open as a list of them. */
export const pythonDecoder: Decoder<PythonSource> = {
  type: "python",
  match: (container) => (isPickle(container) || isJoblib(container) ? "yes" : "no"),
  decode: (container, part) => {
    const source = new PythonSource(rootOf(container), container);
    return part === undefined || part === "" ? source : findPart(source, part);
  },
};

const isPickle = (container: Container): container is PickleFile => container.type === "pickle";
const isJoblib = (container: Container): container is JoblibFile => container.type === "joblib";

function rootOf(container: Container) {
  if (!isPickle(container) && !isJoblib(container))
    throw new ModelError("format/unknown", `A ${container.type} file holds no Python objects.`);
  const [first, ...others] = container.pickles.map((pickle) => pickle.root);
  if (first === undefined) throw new ModelError("format/unknown", "The file holds no pickle.");
  return others.length > 0 ? [first, ...others] : first;
}

/** A model inside, by its path. Names may themselves hold dots: the longest that fits wins. */
function findPart(source: PythonSource, path: string): PythonSource {
  const direct = source.parts.get(path);
  if (direct) return direct;
  for (let cut = path.lastIndexOf("."); cut > 0; cut = path.lastIndexOf(".", cut - 1)) {
    const part = source.parts.get(path.slice(0, cut));
    if (part) return findPart(part, path.slice(cut + 1));
  }
  const known = [...source.parts.keys()];
  const list =
    known.length === 0 ? "It holds no other model." : `It holds: ${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}.`;
  throw new ModelError("model/part", `The ${source.kind} holds no model called "${path}". ${list}`, { where: path });
}
