import { disk } from "./disk.ts";
import { errorBudget } from "./error-budget.ts";
import type { Scene } from "./scene.ts";
import { storm } from "./storm.ts";

/** All that can go wrong, in the order in which the story offers it. */
export const SCENES: readonly Scene[] = [errorBudget, disk, storm];
