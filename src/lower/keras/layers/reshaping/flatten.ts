import { ROWS } from "../../../../graph/info.js";
import { defineLayer } from "../../define.js";
import { oneOf, withDefault } from "../../fields.js";

/** All axes but the rows' in one (keras/src/layers/reshaping/flatten.py); channels that stand first are moved last before. */
export const flatten = defineLayer("Flatten", {
  config: { data_format: withDefault(oneOf("channels_last", "channels_first"), "channels_last") },
  call: (x, { data_format }) => {
    const last =
      data_format === "channels_first" && x.rank > 1 ? x.transpose([0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2), 1]) : x;
    return last.reshape([ROWS, -1]);
  },
});
