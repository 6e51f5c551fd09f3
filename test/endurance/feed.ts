import { setTimeout as wait } from "node:timers/promises";
import { raiseGroup } from "#test/support/storm.ts";

export const ALERTS_IN_GROUP = 4;

/** What was sent: groups of alerts, each until it was taken, and how many alerts that were, however often. */
export type Fed = { readonly groups: number; readonly alertsSent: number };

export type Feed = {
  /** How many groups there are so far. */
  readonly groups: () => number;
  /** Begins no more groups, and answers when all are taken. */
  readonly end: () => Promise<Fed>;
};

type Pace = { readonly newGroupEveryMs: number; readonly repeatEveryMs: number };

/** A storm that goes on: new groups of alerts all the time, while Alertmanager repeats the others. */
export function feed(url: string, { newGroupEveryMs, repeatEveryMs }: Pace): Feed {
  const ending = new AbortController();
  let groups = 0;
  let repeated = 0;

  function sendNext(): Promise<number> {
    groups += 1;
    return raiseGroup(url, groups, ALERTS_IN_GROUP);
  }
  function repeatNext(): Promise<number> {
    repeated = (repeated % groups) + 1;
    return raiseGroup(url, repeated, ALERTS_IN_GROUP);
  }

  const sending = Promise.all([
    keepSending(sendNext, newGroupEveryMs, ending.signal),
    keepSending(repeatNext, repeatEveryMs, ending.signal),
  ]);
  return {
    groups: () => groups,
    end: async () => {
      ending.abort();
      const sent = await sending;
      return { groups, alertsSent: sent.reduce((sum, some) => sum + some, 0) };
    },
  };
}

/** However long one takes to be taken, the next is not kept waiting by it. */
async function keepSending(
  send: () => Promise<number>,
  everyMs: number,
  signal: AbortSignal,
): Promise<number> {
  const sent: Promise<number>[] = [];
  while (!signal.aborted) {
    sent.push(send());
    await wait(everyMs);
  }
  return (await Promise.all(sent)).reduce((sum, some) => sum + some, 0);
}
