import { Duration } from "luxon";
import { type NewJob, enqueue } from "#store/job/jobs.ts";
import { type Claim, type ClaimOptions, findWork, finish } from "#store/job/lanes.ts";
import type { TestDatabase } from "./database.ts";

export const worker = { owner: "worker-1", leaseSeconds: 10, classes: ["page"] } as const;

export function seconds(amount: number): Duration {
  return Duration.fromObject({ seconds: amount });
}

/** A job whose payload is its name, in the lane page:C1 unless said otherwise. */
export function job(text: string, extra: Partial<NewJob> = {}): NewJob {
  return { lane: "page:C1", kind: "say", payload: { text }, ...extra };
}

export async function send(database: TestDatabase, ...jobs: readonly NewJob[]): Promise<void> {
  await database.transaction((tx) => enqueue(tx, jobs));
}

export async function claim(database: TestDatabase, options: ClaimOptions): Promise<Claim | null> {
  return (await findWork(database, options)).claim;
}

export async function take(
  database: TestDatabase,
  options: Partial<ClaimOptions> = {},
): Promise<Claim> {
  const claimed = await claim(database, { ...worker, ...options });
  if (claimed === null) throw new Error("There was nothing to claim");
  return claimed;
}

export function texts(claimed: Claim): readonly unknown[] {
  return claimed.jobs.map((each) => Object.values(each.payload)[0]);
}

export async function finishAll(database: TestDatabase, held: Claim): Promise<boolean> {
  const done = held.jobs.map((each) => each.id);
  return database.transaction((tx) => finish(tx, held, { done }));
}
