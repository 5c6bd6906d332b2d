import { pad, resize } from "../../../graph/ops/spatial.js";
import type { Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import type { NodeCall } from "../node.js";
import { channelsLast, channelsSecond } from "../windows.js";

function padded(n: NodeCall, mode: "constant" | "reflect" | "edge", value = 0): Value {
  const pairs = n.wholes(1);
  const rank = n.x().rank;
  if (pairs.length !== 2 * rank) n.wrong(`${pairs.length / 2} pairs of paddings for ${rank} axes`);
  const pads = [...pairs.filter((_, i) => i % 2 === 0), ...pairs.filter((_, i) => i % 2 === 1)];
  return pads.every((count) => count === 0) ? n.x() : (pad([n.x()], { pads, mode, value })[0] as Value);
}
export const zeroPad = defineNode("Pad", (n) => padded(n, "constant"));
export const valuePad = defineNode("PadV2", (n) => padded(n, "constant", Number(n.known(2).at(0))));
export const mirrorPad = defineNode("MirrorPad", (n) => {
  if (n.attributes.text("mode") !== "REFLECT") return n.unsupported("SYMMETRIC");
  return padded(n, "reflect");
});

function resized(n: NodeCall, mode: "nearest" | "linear", asked: boolean): Value {
  const corners = n.attributes.flag("align_corners");
  const centers = n.attributes.flag("half_pixel_centers");
  const lengths = n.wholes(1);
  const x = n.x(0);
  const whole = lengths.every((length, i) => length % x.dim(i + 1) === 0);
  // Enlarging by whole factors, the nearest pixel is the same whether centers or edges are compared.
  if (corners || (mode === "nearest" ? centers && !whole : centers !== asked))
    return n.unsupported(`align_corners ${corners} with half_pixel_centers ${centers}`);
  return channelsLast(resize([channelsSecond(x)], { lengths, mode })[0] as Value);
}
export const nearest = defineNode("ResizeNearestNeighbor", (n) => resized(n, "nearest", false));
export const bilinear = defineNode("ResizeBilinear", (n) => resized(n, "linear", true));
