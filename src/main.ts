import { keepCompiled } from "./compile-cache.ts";

// Only what is imported afterwards profits, so the program itself stands elsewhere.
keepCompiled();
const { run } = await import("./run.ts");
await run(process.env);
