export * from "./convolution.js";
export * from "./elementwise.js";
export * from "./input.js";
export * from "./linear.js";
export * from "./pooling.js";
export * from "./reduce.js";
export * from "./shape.js";
export * from "./spatial.js";
