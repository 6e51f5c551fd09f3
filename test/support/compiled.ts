import path from "node:path";

/** Programs that tests start again and again need not be compiled each time. */
export const COMPILED = {
  NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, "../../node_modules/.cache/compiled"),
} as const;

/** The embedded database is compiled at each start: in a program of a few seconds, quickly is better than well. */
export const QUICKLY = "--liftoff-only";
