import path from "node:path";

/** Programs that tests start again and again need not be compiled each time. */
export const COMPILED = {
  NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, "../../node_modules/.cache/compiled"),
} as const;
