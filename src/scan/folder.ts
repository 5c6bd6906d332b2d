import type { Scanner } from "./scanner.js";

/** What TensorFlow reads of a SavedModel's folder, and Keras of an unzipped `.keras`, is in files of these kinds, or in text. */
const texts = /(?:^|\/)assets\/|\.(?:txt|md|csv)$/i;

/** A folder: each of its files by its own content. */
export const folderScanner: Scanner = {
  type: "folder",
  headBytes: 0,
  claims: (_, { folder }) => folder !== undefined,
  async scan({ folder, name }, { evidence, nested }) {
    if (folder === undefined) return;
    if (folder.names.length === 0) evidence.doubt(`${name} is empty`);
    for (const file of folder.names) {
      if (texts.test(file)) continue;
      const source = await folder.source(file);
      try {
        await nested(source, evidence.inside(file));
      } finally {
        await source.close?.();
      }
    }
  },
};
