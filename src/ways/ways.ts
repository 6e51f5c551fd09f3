import type { Way } from "./way.ts";

/** Every way to reach a person beside Slack; a new one is a file and a line here. */
export const WAYS: readonly Way[] = [];
