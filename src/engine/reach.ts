import type { DateTime } from "luxon";
import { z } from "zod";
import { nextWay, planReach, resultOf, type PlannedAttempt } from "#domain/reach.ts";
import { SLACK, type Urgency } from "#domain/way.ts";
import type { Transaction } from "#store/database/database.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import {
  attemptsBefore,
  attemptsOfPage,
  type Attempt,
  insertAttempts,
  pullAttempt,
  settleAttempt,
} from "#store/page/attempts.ts";
import { readWishesOf, type Wishes } from "#store/page/contacts.ts";
import { endPage, type Page } from "#store/page/pages.ts";
import type { Engine } from "./engine.ts";

export const ReachJob = z.object({ attempt: z.number() });

/** Lanes of the ways beside Slack: one for each person and way, so that none waits for another. */
export const REACH_LANES = ["reach"] as const;

type Call = Page & { readonly person: string };

const NEWER = "a newer page says the same";

/**
 * Plans how each page to a person goes out, in the transaction that makes the page. Slack has its own lane; these
 * are the jobs of the other ways, which never look at Slack.
 */
export async function planAttempts(
  engine: Engine,
  tx: Transaction,
  pages: readonly Page[],
): Promise<readonly NewJob[]> {
  const calls = pages.flatMap((page): readonly Call[] => {
    return page.target.kind === "person" ? [{ ...page, person: page.target.person }] : [];
  });
  if (calls.length === 0) return [];
  const wishes = await readWishesOf(tx, [...new Set(calls.map(({ person }) => person))]);
  const planned = [];
  for (const call of calls) {
    const ways = planFor(engine, wishes.get(call.person), urgencyOf(call), call.createdAt);
    const moved = call.step > 1 ? await replaceOlder(tx, call, ways) : ways;
    planned.push(
      ...moved.map((way) => ({ ...way, page: call.id, test: null, person: call.person })),
    );
  }
  return attemptJobs(await insertAttempts(tx, planned));
}

/** Whoever has the incident is only asked: that rings nowhere. */
function urgencyOf({ kind, urgency }: Page): Urgency | null {
  return kind === "ask" ? null : urgency;
}

/** Slack alone when no urgency says more. */
function planFor(
  { ways }: Engine,
  wishes: Wishes | undefined,
  urgency: Urgency | null,
  now: DateTime,
): readonly PlannedAttempt[] {
  const has = new Set(urgency === null ? [] : wishes?.contacts.map(({ way }) => way));
  return planReach({ ways: ways(), has, rules: wishes?.rules ?? [] }, urgency ?? "low", now);
}

/** The jobs of what is not Slack's; a job only wakes, and the attempt says whether it is still to be done. */
export function attemptJobs(attempts: readonly Attempt[]): readonly NewJob[] {
  return attempts.filter(({ way }) => way !== SLACK).map(attemptJob);
}

function attemptJob({ id, person, way, dueAt }: Attempt): NewJob {
  const dedupe = `reach/${id}`;
  return {
    lane: `reach:${person}/${way}`,
    kind: "reach",
    payload: { attempt: id },
    runAt: dueAt,
    dedupe,
  };
}

/** Uses the person's next way now, because another turned out not to reach them; null when there is none. */
export async function hurryNext(
  tx: Transaction,
  attempts: readonly Attempt[],
  now: DateTime,
): Promise<string | null> {
  const next = nextWay(attempts, now);
  const attempt = attempts.find(({ id }) => id === next?.id);
  if (attempt === undefined) return null;
  await pullAttempt(tx, attempt.id, now);
  await enqueue(tx, [attemptJob({ ...attempt, dueAt: now })]);
  return attempt.way;
}

/** A way that still waited for an older page of the incident is used for this one, and not later than it would have been. */
async function replaceOlder(
  tx: Transaction,
  call: Call,
  ways: readonly PlannedAttempt[],
): Promise<readonly PlannedAttempt[]> {
  const { id: page, incident, person } = call;
  const older = (await attemptsBefore(tx, { page, incident, person })).filter((one) => {
    return one.state === "pending" && ways.some(({ way }) => way === one.way && way !== SLACK);
  });
  for (const { id } of older) await settleAttempt(tx, id, { state: "dropped", error: NEWER });
  await endReplaced(tx, older);
  return ways.map(({ way, dueAt }) => {
    const moments = older.filter((one) => one.way === way).map((one) => one.dueAt);
    return { way, dueAt: moments.reduce((a, b) => (b < a ? b : a), dueAt) };
  });
}

/** The newer page tells of the incident from now on. */
async function endReplaced(tx: Transaction, dropped: readonly Attempt[]): Promise<void> {
  for (const page of new Set(dropped.map((one) => one.page))) {
    if (page === null || resultOf(await attemptsOfPage(tx, page)) !== "dropped") continue;
    await endPage(tx, page, "dropped", NEWER);
  }
}
