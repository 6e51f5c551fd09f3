import { DateTime } from "luxon";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import { known } from "#domain/postmortem/known.ts";

const AT = DateTime.fromISO("2026-01-05T03:00:00Z", { zone: "utc" });

/** An incident that has one of everything: templates are tried with it before anybody needs them. */
export const SAMPLE: PostmortemFacts = {
  number: 1,
  name: "INC-1",
  title: "Checkout fails",
  description: "Some orders are refused",
  severity: "SEV1",
  status: "resolved",
  isDrill: false,
  ending: null,
  service: { id: "checkout", name: "Checkout" },
  team: { id: "shop", name: "Shop" },
  resolution: "The deploy was rolled back",
  alertLabels: [{ alertname: "CheckoutErrors" }],
  people: {
    lead: "Ann",
    roles: [{ role: "Lead", name: "Ann" }],
    responders: ["Ann"],
    acknowledgedBy: "Ann",
  },
  timings: {
    chapters: [
      { name: "impact", at: known({ at: AT, from: "as the metric shows" }), after: null },
      {
        name: "resolved",
        at: known({ at: AT.plus({ hours: 1 }), from: "when somebody resolved it" }),
        after: { name: "impact", length: AT.plus({ hours: 1 }).diff(AT) },
      },
    ],
    impactLength: known(AT.plus({ hours: 1 }).diff(AT)),
  },
  budgets: known([
    {
      id: "checkout-availability",
      objective: "checkout availability 99.9 %/30d",
      share: 0.366,
      quality: "measured",
      before: 0.72,
      after: 0.354,
      failed: 52_120,
      total: 148_915,
      impact: { start: AT, end: AT.plus({ hours: 1 }), from: "as the metric shows" },
      measuredAt: AT.plus({ hours: 2 }),
      isFinal: true,
      notes: [],
    },
  ]),
  timeline: [{ at: AT, words: "Ann acknowledged.", link: null, isWritten: false, isKey: true }],
  mitigation: [
    {
      number: 1,
      text: "Roll back",
      state: "finished",
      outcome: "better",
      note: "",
      startedAt: AT,
      endedAt: AT,
      by: "Ann",
    },
  ],
  changes: [
    {
      kind: "deploy",
      title: "checkout v42",
      status: "succeeded",
      at: AT.minus({ minutes: 9 }),
      endedAt: AT.minus({ minutes: 8 }),
      by: "bob",
      link: null,
      revision: null,
      environment: null,
      suspected: "it is the last change",
    },
  ],
  changesSince: AT.minus({ days: 1 }),
  tasks: [taskOf("Tell support")],
  followUps: [taskOf("Alert on the queue's length")],
  runbook: { title: "Checkout fails", link: null, used: true },
  dashboard: { title: "Checkout", link: "https://grafana.example/d/checkout" },
  alerts: [
    {
      name: "CheckoutErrors",
      severity: "SEV1",
      state: "ended",
      count: 1,
      summary: "Orders fail",
      link: null,
    },
  ],
  alertsLeftOut: 0,
  charts: [],
  silences: [],
  updates: [{ at: AT, by: "Ann", known: "Orders fail", impact: "One in three", doing: "Rollback" }],
  pages: {
    all: [{ to: "Ann", at: AT, state: "sent", reason: "", hours: "night" }],
    sent: 1,
    outOfHours: 1,
    atNight: 1,
  },
  readAt: AT.plus({ hours: 3 }),
};

function taskOf(text: string): PostmortemFacts["tasks"][number] {
  const terms = { owner: "Ann", due: AT.plus({ days: 5 }), priority: "P0" } as const;
  return { number: 1, text, ...terms, state: "open", endedAt: null, link: null };
}
