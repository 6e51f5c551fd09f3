import { withHelp } from "#slack/flows/desk/flow.ts";
import { changes } from "./changes.ts";
import { cover } from "./cover.ts";
import type { OncallFlow } from "./flow.ts";
import { gaps } from "./gaps.ts";
import { handover } from "./handover.ts";
import { ics } from "./ics.ts";
import { me } from "./me.ts";
import { override } from "./override.ts";
import { report } from "./report.ts";
import { shifts } from "./shifts.ts";
import { stats } from "./stats.ts";
import { swap } from "./swap.ts";
import { take } from "./take.ts";
import { who } from "./who.ts";

/** Every word of the command but help, in the order in which the help lists them. */
const FLOWS: readonly OncallFlow[] = [
  who,
  me,
  override,
  take,
  swap,
  cover,
  changes,
  shifts,
  gaps,
  handover,
  stats,
  report,
  ics,
];

/** Every word of the command; the first is meant when none is typed. */
export const ONCALL_FLOWS: readonly OncallFlow[] = withHelp(FLOWS);
