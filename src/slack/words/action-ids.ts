/** What people can press, as Slack names it to us; each is unique within any one message. */
export const ACTIONS = {
  acknowledge: "acknowledge",
  acknowledgeOne: "acknowledge-one",
  acknowledgeShown: "acknowledge-shown",
  escalate: "escalate",
  resolve: "resolve",
  stillOnIt: "still-on-it",
  more: "more",
  act: "act",
  chooseIncident: "choose-incident",
  declare: "declare",
  list: "list",
  listPage: "list-page",
  listFilter: "list-filter",
  listAll: "list-all",
  listOverview: "list-overview",
  help: "help",
  runbook: "runbook",
  dashboard: "dashboard",
  shiftOk: "shift-ok",
  verdict: "verdict",
  acceptHandOver: "accept-hand-over",
  writeHandOver: "write-hand-over",
  sendHandOver: "send-hand-over",
  takeOver: "take-over",
  ways: "ways",
  testPage: "test-page",
  confirmTest: "confirm-test",
  calendar: "calendar",
  renewCalendar: "renew-calendar",
  takeCover: "take-cover",
  acceptSwap: "accept-swap",
  declineSwap: "decline-swap",
  cancelChange: "cancel-change",
  cancelRequest: "cancel-request",
  editWish: "edit-wish",
  joinRole: "join-role",
  leaveRole: "leave-role",
  acceptOffer: "accept-offer",
  declineOffer: "decline-offer",
  writeUpdate: "write-update",
  putOffUpdate: "put-off-update",
  follow: "follow",
  mitigation: "mitigation",
  task: "task",
  silenceScope: "silence-scope",
  extendSilence: "extend-silence",
  endSilence: "end-silence",
  timelinePage: "timeline-page",
  exportTimeline: "export-timeline",
  postmortem: "postmortem",
  postmortemLink: "postmortem-link",
  raise: "raise",
} as const;

/** Forms that people can send, as Slack names them to us. */
export const VIEWS = {
  ways: "ways",
  declare: "declare",
  severity: "severity",
  times: "times",
  impact: "impact",
  outcome: "outcome",
  merge: "merge",
  wish: "wish",
  wishChecked: "wish-checked",
  handOver: "hand-over",
  mitigation: "mitigation",
  mitigationEnd: "mitigation-end",
  page: "page",
  task: "task",
  handing: "handing",
  update: "update",
  note: "note",
  silence: "silence",
  saveMessage: "save-message",
  postmortemSection: "postmortem-section",
  postmortemWaiver: "postmortem-waiver",
  postmortemAsking: "postmortem-asking",
  postmortemMeeting: "postmortem-meeting",
  postmortemTemplate: "postmortem-template",
} as const;

export const DECLARE_SHORTCUT = "declare_incident";
/** In the menu of a message. */
export const DECLARE_FROM_MESSAGE = "declare_from_message";
export const SAVE_SHORTCUT = "add_to_timeline";

export const TASK_SHORTCUT = "make_task";

/** In a list every button needs an id of its own; whoever answers them knows them by the number behind a slash. */
export function numbered(action: string, index: number): string {
  return `${action}/${index}`;
}

/** An action's id, with and without a number. */
export function anyNumberOf(action: string): RegExp {
  return new RegExp(`^${action}(?:/\\d+)?$`);
}
