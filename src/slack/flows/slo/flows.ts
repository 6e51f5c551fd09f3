import { type Flow, withHelp } from "#slack/flows/desk/flow.ts";
import { freeze } from "./freeze.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

/** Every word of the command; the first is meant when none is typed. */
export const SLO_FLOWS: readonly Flow[] = withHelp([list, show, freeze]);
