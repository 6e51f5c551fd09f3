import type { SloFlow } from "./flow.ts";
import { freeze } from "./freeze.ts";
import { helpOn } from "./help.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

const FLOWS: readonly SloFlow[] = [list, show, freeze];

/** Every word of the command; the first is meant when none is typed. */
export const SLO_FLOWS: readonly SloFlow[] = [...FLOWS, helpOn(FLOWS)];
