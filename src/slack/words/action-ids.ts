/** What people can press, as Slack names it to us; each is unique within any one message. */
export const ACTIONS = {
  acknowledge: "acknowledge",
  acknowledgeOne: "acknowledge-one",
  acknowledgeShown: "acknowledge-shown",
  escalate: "escalate",
  resolve: "resolve",
  more: "more",
  chooseIncident: "choose-incident",
  declare: "declare",
  list: "list",
  help: "help",
  runbook: "runbook",
  dashboard: "dashboard",
  ways: "ways",
  testPage: "test-page",
  confirmTest: "confirm-test",
  calendar: "calendar",
  renewCalendar: "renew-calendar",
} as const;

/** What can be done with an incident by one press; menus carry it as `escalate:12`. */
export const INCIDENT_ACTS = ["acknowledge", "escalate", "resolve", "snooze", "hand-back"] as const;
export type IncidentAct = (typeof INCIDENT_ACTS)[number];

/** Forms that people can send, as Slack names them to us. */
export const VIEWS = {
  ways: "ways",
  declare: "declare",
} as const;

export const DECLARE_SHORTCUT = "declare_incident";
