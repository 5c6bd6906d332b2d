import { conv, convTranspose } from "../../../graph/ops/convolution.js";
import type { Value } from "../../../graph/value.js";
import { samePadding } from "../../../graph/windows.js";
import { defineNode } from "../define.js";
import type { NodeCall } from "../node.js";
import { channelsLast, channelsSecond, laidBack, padsOf, windowed } from "../windows.js";

/** Filters [… windows, inputs, outputs] as ONNX has them: [outputs, inputs, … windows]. */
const filtersFirst = (w: Value): Value => w.transpose([w.rank - 1, w.rank - 2, ...Array.from({ length: w.rank - 2 }, (_, i) => i)]);

function convolved(n: NodeCall): Value {
  const w = n.x(1);
  const image = windowed(n, n.x(0));
  const windows = w.shape.slice(0, -2).map((_, i) => w.dim(i));
  const [channels, each] = [Number(image.x.shape[1]), w.dim(-2)];
  if (!(channels >= each) || channels % each !== 0) n.wrong(`${channels} channels by filters of ${each}`);
  const found = conv([image.x, filtersFirst(w)], {
    strides: image.strides,
    dilations: image.dilations,
    pads: padsOf(n, image, windows),
    group: channels / each,
  });
  return laidBack(found[0] as Value, image);
}
export const conv2D = defineNode(["Conv2D", "Conv3D"], convolved);

/** Filters [h, w, channels, multiplier]: each channel has its own. */
export const depthwise = defineNode("DepthwiseConv2dNative", (n) => {
  const w = n.x(1);
  const image = windowed(n, n.x(0));
  const [height, width, channels, multiplier] = [w.dim(0), w.dim(1), w.dim(2), w.dim(3)];
  const filters = w.transpose([2, 3, 0, 1]).reshape([channels * multiplier, 1, height, width]);
  const found = conv([image.x, filters], {
    strides: image.strides,
    dilations: image.dilations,
    pads: padsOf(n, image, [height, width]),
    group: channels,
  });
  return laidBack(found[0] as Value, image);
});

/** A transposed convolution is the gradient of one: the first input tells the lengths of what it gives. */
export const backprop = defineNode(["Conv2DBackpropInput", "Conv3DBackpropInputV2"], (n) => {
  const w = n.x(1);
  const image = windowed(n, n.x(2));
  const wanted = n.dims(0);
  const windows = w.shape.slice(0, -2).map((_, i) => w.dim(i));
  const spatial = (image.last ? wanted.slice(1, -1) : wanted.slice(2)).map((dim) =>
    typeof dim === "number" ? dim : n.unsupported(`a length of ${dim}`),
  );
  const padding = n.attributes.text("padding");
  const pairs = spatial.map((length, i) => {
    const [before, after] =
      padding === "SAME" ? samePadding(length, windows[i] ?? 1, image.strides[i] ?? 1, image.dilations[i] ?? 1) : [0, 0];
    const span = ((windows[i] ?? 1) - 1) * (image.dilations[i] ?? 1) + 1;
    const full = (Number(image.x.shape[i + 2]) - 1) * (image.strides[i] ?? 1) + span;
    return { before, after, more: length - (full - before - after) };
  });
  if (padding === "EXPLICIT") n.unsupported("explicit paddings");
  const filters = w.transpose([w.rank - 1, w.rank - 2, ...windows.keys()]);
  const found = convTranspose([image.x, filters], {
    strides: image.strides,
    dilations: image.dilations,
    pads: [...pairs.map(({ before }) => before), ...pairs.map(({ after }) => after)],
    outputPadding: pairs.map(({ more }) => more),
    group: 1,
  });
  return laidBack(found[0] as Value, image);
});

export const depthToSpace = defineNode("DepthToSpace", (n) => {
  const block = n.attributes.whole("block_size");
  const last = n.attributes.text("data_format", "NHWC") === "NHWC";
  const x = last ? n.x() : channelsLast(n.x());
  const [rows = 1, height, width, depth] = [x.shape[0], x.dim(1), x.dim(2), x.dim(3)];
  const each = depth / (block * block);
  const found = x
    .reshape([rows, height, width, block, block, each])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([rows, height * block, width * block, each]);
  return last ? found : channelsSecond(found);
});
export const spaceToDepth = defineNode("SpaceToDepth", (n) => {
  const block = n.attributes.whole("block_size");
  const last = n.attributes.text("data_format", "NHWC") === "NHWC";
  const x = last ? n.x() : channelsLast(n.x());
  const [rows = 1, height, width, depth] = [x.shape[0], x.dim(1), x.dim(2), x.dim(3)];
  const found = x
    .reshape([rows, height / block, block, width / block, block, depth])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([rows, height / block, width / block, block * block * depth]);
  return last ? found : channelsSecond(found);
});
