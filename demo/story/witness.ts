import { setTimeout as wait } from "node:timers/promises";
import { readChanges } from "./changes.ts";
import { countPagesRead } from "./pages-read.ts";
import { Change, forgetDeeds, noteDeed, NOTHING_SEEN, seeChange, type Seen } from "./seen.ts";
import { asksBudget, asksPostmortem, asksWho, looksBack, readTraffic } from "./traffic.ts";

/** Looks on as people and bot act in the workspace. */
export type Witness = {
  readonly seen: () => Seen;
  /** The tour begins anew. */
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
};

type Where = {
  readonly slackUrl: string;
  readonly botUrl: string;
  /** How often somebody looked at a graph of Prometheus. */
  readonly graphsSeen: () => number;
};

const LOOK_EVERY_MS = 1000;

export function startWitness({ slackUrl, botUrl, graphsSeen }: Where): Witness {
  const stopping = new AbortController();
  const { signal } = stopping;
  let seen = NOTHING_SEEN;
  let [logRead, graphsRead] = [0, 0];
  let read = { runbooks: 0, postmortems: 0 };

  async function followWorkspace(): Promise<void> {
    for await (const change of readChanges(slackUrl, signal)) {
      seen = seeChange(seen, Change.parse(change));
    }
  }
  async function followTraffic(): Promise<void> {
    const entries = await readTraffic(slackUrl, logRead);
    logRead = entries.at(-1)?.seq ?? logRead;
    if (entries.some(looksBack)) seen = noteDeed(seen, "looked back");
    if (entries.some(asksPostmortem)) seen = noteDeed(seen, "read the postmortem");
    if (entries.some(asksWho)) seen = noteDeed(seen, "asked who is on call");
    if (entries.some(asksBudget) || graphsSeen() > graphsRead)
      seen = noteDeed(seen, "saw the budget");
    graphsRead = graphsSeen();
  }
  async function followPages(): Promise<void> {
    const before = read;
    read = await countPagesRead(botUrl);
    if (read.runbooks > before.runbooks) seen = noteDeed(seen, "read a runbook");
    if (read.postmortems > before.postmortems) seen = noteDeed(seen, "read the postmortem");
  }

  const following = [followWorkspace, followTraffic, followPages].map((follow) =>
    again(follow, signal),
  );
  return {
    seen: () => seen,
    forget: () => {
      seen = forgetDeeds(seen);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(following);
    },
  };
}

/** Also after a failure: bot and workspace may be stopping before us, or have been busy. */
async function again(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await look().catch(blame);
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  function blame(error: unknown): void {
    // What fetch throws when nobody answers any more.
    if (!signal.aborted && !(error instanceof TypeError)) console.error(error);
  }
}
