#!/usr/bin/env node
import { keepCompiled } from "#app/compile-cache.ts";

// Only what is imported afterwards profits, so the commands themselves stand elsewhere.
keepCompiled();
const { runCommand } = await import("./commands.ts");
await runCommand(process.env);
