import type { DateTime } from "luxon";
import type { Job, Outcome } from "#store/lanes.ts";
import { announce } from "./announce.ts";
import { showChannel } from "./incident-channel.ts";
import { makeChannels } from "./make-channel.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendPages } from "./send-pages.ts";
import { showCards } from "./show-cards.ts";
import { showPages } from "./show-pages.ts";
import { watchStorms } from "./storm.ts";

type Handler = (
  jobs: readonly Job[],
  context: { readonly lane: string; readonly now: DateTime; readonly signal: AbortSignal },
) => Promise<Outcome>;

/** Lanes of pages: they have workers and a client of their own, never behind anything else. */
export const PAGE_LANES = ["page"] as const;

/** Lanes of everything else that Slack shows. */
export const SHOW_LANES = ["announce", "card", "channel", "create", "dm"] as const;

export function pageHandlers(out: Outgoing): Readonly<Record<string, Handler>> {
  return { page: (jobs, context) => sendPages(out, jobs, context) };
}

export function showHandlers(out: Outgoing): Readonly<Record<string, Handler>> {
  return {
    announce: (jobs) => announce(out, jobs),
    card: (jobs, context) => showCards(out, jobs, context),
    storm: (jobs, { lane }) => watchStorms(out, jobs, lane.replace(/^card:/, "")),
    channel: (jobs) => showChannel(out, jobs),
    create: (jobs, context) => makeChannels(out, jobs, context),
    dm: (jobs, context) => showPages(out, jobs, context),
  };
}
