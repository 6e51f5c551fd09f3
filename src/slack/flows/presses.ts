import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { onCancelRequest, onDecline, onTake } from "#slack/flows/duty/answer-offer.ts";
import { onCalendar, onRenewCalendar } from "#slack/flows/duty/calendar.ts";
import { onCancelChange } from "#slack/flows/duty/cancel-change.ts";
import * as handOver from "#slack/flows/duty/hand-over.ts";
import { onRaise, onVerdict } from "#slack/flows/life/press.ts";
import { onList } from "#slack/flows/list/press.ts";
import { onMitigation } from "#slack/flows/mitigation/press.ts";
import { onAcceptOffer, onDeclineOffer } from "#slack/flows/people/press-hand-over.ts";
import { onJoinRole, onLeaveRole } from "#slack/flows/people/press-role.ts";
import { onPutOffUpdate } from "#slack/flows/people/press-update.ts";
import { onPostmortem } from "#slack/flows/postmortem/press.ts";
import { onExportTimeline, onTimelinePage } from "#slack/flows/record/timeline-press.ts";
import {
  onEndSilence,
  onExtendSilence,
  onSilenceScope,
} from "#slack/flows/silence/silence-press.ts";
import { onTask } from "#slack/flows/task/press.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import * as press from "./press-incident.ts";
import { onTestConfirmed, onTestPage, onWaysButton } from "./ways/ways.ts";
import { onEditWish } from "./wish/wish-flow.ts";

type Pressed = (desk: Desk, args: ActionArgs) => Promise<void>;

/** Everything that people can press, and who answers. */
export const PRESSES: Readonly<Record<(typeof ACTIONS)[keyof typeof ACTIONS], Pressed>> = {
  [ACTIONS.acknowledge]: press.onAct("acknowledge"),
  [ACTIONS.acknowledgeOne]: press.onAcknowledgeOne,
  [ACTIONS.acknowledgeShown]: press.onAcknowledgeShown,
  [ACTIONS.escalate]: press.onAct("escalate"),
  [ACTIONS.resolve]: press.onAct("resolve"),
  [ACTIONS.stillOnIt]: press.onAct("still-on-it"),
  [ACTIONS.more]: press.onChoice,
  [ACTIONS.act]: press.onChoice,
  [ACTIONS.chooseIncident]: press.onChoice,
  [ACTIONS.declare]: press.onDeclareButton,
  [ACTIONS.list]: press.onListButton,
  [ACTIONS.listPage]: onList,
  [ACTIONS.listFilter]: onList,
  [ACTIONS.listAll]: onList,
  [ACTIONS.listOverview]: onList,
  [ACTIONS.help]: press.onHelpButton,
  [ACTIONS.runbook]: press.onLink,
  [ACTIONS.dashboard]: press.onLink,
  [ACTIONS.shiftOk]: handOver.onShiftOk,
  [ACTIONS.verdict]: onVerdict,
  [ACTIONS.acceptHandOver]: handOver.onAcceptHandOver,
  [ACTIONS.writeHandOver]: handOver.onWriteHandOver,
  [ACTIONS.sendHandOver]: handOver.onSendHandOver,
  [ACTIONS.takeOver]: handOver.onTakeOver,
  [ACTIONS.ways]: onWaysButton,
  [ACTIONS.testPage]: onTestPage,
  [ACTIONS.confirmTest]: onTestConfirmed,
  [ACTIONS.calendar]: onCalendar,
  [ACTIONS.renewCalendar]: onRenewCalendar,
  [ACTIONS.takeCover]: onTake,
  [ACTIONS.acceptSwap]: onTake,
  [ACTIONS.declineSwap]: onDecline,
  [ACTIONS.cancelChange]: onCancelChange,
  [ACTIONS.cancelRequest]: onCancelRequest,
  [ACTIONS.editWish]: onEditWish,
  [ACTIONS.joinRole]: onJoinRole,
  [ACTIONS.leaveRole]: onLeaveRole,
  [ACTIONS.acceptOffer]: onAcceptOffer,
  [ACTIONS.declineOffer]: onDeclineOffer,
  [ACTIONS.writeUpdate]: press.onAct("update"),
  [ACTIONS.putOffUpdate]: onPutOffUpdate,
  [ACTIONS.follow]: press.onAct("follow"),
  [ACTIONS.mitigation]: onMitigation,
  [ACTIONS.task]: onTask,
  [ACTIONS.silenceScope]: onSilenceScope,
  [ACTIONS.extendSilence]: onExtendSilence,
  [ACTIONS.endSilence]: onEndSilence,
  [ACTIONS.timelinePage]: onTimelinePage,
  [ACTIONS.exportTimeline]: onExportTimeline,
  [ACTIONS.postmortem]: onPostmortem,
  [ACTIONS.postmortemLink]: press.onLink,
  [ACTIONS.raise]: onRaise,
};
