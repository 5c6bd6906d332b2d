export * from "./elementwise.js";
export * from "./input.js";
export * from "./linear.js";
export * from "./reduce.js";
export * from "./shape.js";
