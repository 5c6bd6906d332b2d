import type { Limits } from "../../limits.js";
import type { Compression } from "./detect.js";
import type { Unpacked } from "./output.js";

export type { Unpacked } from "./output.js";

/**
 * Unpacks one compressed stream, or several one after the other where the format allows that.
 * @param where - names the stream in errors
 * @throws ModelError `bytes/too-large` as soon as the result would pass `limits.maxBytes`; `codec/corrupt`; `codec/missing`
 */
export async function decompress(
  method: Compression,
  input: Uint8Array,
  limits: Pick<Limits, "maxBytes">,
  where: string,
): Promise<Unpacked> {
  const limit = limits.maxBytes;
  switch (method) {
    case "zlib":
    case "gzip":
      return (await import("./deflate.js")).inflate(method, input, limit, where);
    case "bz2":
      return (await import("./bz2/decode.js")).unbzip2(input, limit, where);
    case "lzma":
      return (await import("./lzma/decode.js")).unlzma(input, limit, where);
    case "xz":
      return (await import("./lzma/xz.js")).unxz(input, limit, where);
    case "lz4":
      return (await import("./lz4.js")).unlz4(input, limit, where);
  }
}
