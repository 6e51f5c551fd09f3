import { isRisky, type Impairment, nameOf } from "./impairment.ts";

/** How long things have waited between an alert's arrival and a page, in seconds, and what is in trouble. */
export type Chain = {
  readonly deliveries: number;
  readonly timers: number;
  readonly pages: number;
  /** Sources whose heartbeat is missing. */
  readonly blind: readonly string[];
  /** What Slack says when it is asked; null when all is well. */
  readonly slack: string | null;
  /** Today's page to itself has not arrived although it should have. */
  readonly selfPageMissing: boolean;
  readonly impairments: readonly Impairment[];
};

const MOST_SECONDS = { deliveries: 60, timers: 30, pages: 60 };

/** What keeps an alert from becoming a page, in words; nothing while the whole chain is well. */
export function whatAils(chain: Chain): readonly string[] {
  const { deliveries, timers, pages, blind, slack, selfPageMissing, impairments } = chain;
  return [
    ...late("a delivery has waited", deliveries, MOST_SECONDS.deliveries),
    ...late("a timer has been late", timers, MOST_SECONDS.timers),
    ...late("a page has waited", pages, MOST_SECONDS.pages),
    ...blind.map((source) => `the heartbeat of ${source} is missing`),
    ...(slack === null ? [] : [slack]),
    ...(selfPageMissing ? ["the page to itself has not arrived"] : []),
    ...impairments.filter(isRisky).map((one) => `${nameOf(one)}: ${one.words}`),
  ];
}

/** How a process is, as it last said itself. */
export type Replica = {
  readonly name: string;
  readonly silentSeconds: number;
  readonly sick: readonly string[];
};

/** So many beats may be missed by a process that is merely busy. */
const BEATS_MISSED = 3;
/** Whoever is silent for longer was taken away: `up` and whoever runs the processes look after that. */
const GONE_SECONDS = 900;

/**
 * Processes that are ill and may have alerts or lanes of their own, so that one that is well does not speak for them:
 * they say so, or they fell silent without leaving.
 */
export function sickAmong(
  replicas: readonly Replica[],
  everySeconds: number,
): readonly { readonly name: string; readonly sick: readonly string[] }[] {
  return replicas.flatMap(({ name, silentSeconds, sick }) => {
    if (silentSeconds > Math.max(GONE_SECONDS, 2 * BEATS_MISSED * everySeconds)) return [];
    if (sick.length > 0) return [{ name, sick }];
    if (silentSeconds <= BEATS_MISSED * everySeconds) return [];
    return [{ name, sick: [`nothing was heard of it for ${Math.round(silentSeconds)} seconds`] }];
  });
}

function late(words: string, seconds: number, most: number): readonly string[] {
  return seconds > most ? [`${words} for ${Math.round(seconds)} seconds`] : [];
}
