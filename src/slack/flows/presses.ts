import { ACTIONS } from "#slack/words/action-ids.ts";
import type { ActionArgs } from "./asker.ts";
import { onCalendar, onRenewCalendar } from "./calendar.ts";
import type { Desk } from "./desk.ts";
import * as press from "./press.ts";
import { onTestConfirmed, onTestPage, onWaysButton } from "./ways/ways.ts";

type Pressed = (desk: Desk, args: ActionArgs) => Promise<void>;

/** Everything that people can press, and who answers. */
export const PRESSES: Readonly<Record<(typeof ACTIONS)[keyof typeof ACTIONS], Pressed>> = {
  [ACTIONS.acknowledge]: press.onAcknowledge,
  [ACTIONS.acknowledgeOne]: press.onAcknowledgeOne,
  [ACTIONS.acknowledgeShown]: press.onAcknowledgeShown,
  [ACTIONS.escalate]: press.onEscalate,
  [ACTIONS.resolve]: press.onResolve,
  [ACTIONS.more]: press.onChoice,
  [ACTIONS.chooseIncident]: press.onChoice,
  [ACTIONS.declare]: press.onDeclareButton,
  [ACTIONS.list]: press.onListButton,
  [ACTIONS.help]: press.onHelpButton,
  [ACTIONS.runbook]: press.onLink,
  [ACTIONS.dashboard]: press.onLink,
  [ACTIONS.ways]: onWaysButton,
  [ACTIONS.testPage]: onTestPage,
  [ACTIONS.confirmTest]: onTestConfirmed,
  [ACTIONS.calendar]: onCalendar,
  [ACTIONS.renewCalendar]: onRenewCalendar,
};
