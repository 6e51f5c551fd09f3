import { randomUUID } from "node:crypto";
import type { DateTime } from "luxon";
import { type Actor, MUSTER } from "#domain/actor.ts";
import {
  changesOf,
  type CoverAct,
  type CoverRefusal,
  type CoverRequest,
  type CoverState,
  decideCover,
  stillHas,
  takeUntil,
} from "#domain/change/cover-request.ts";
import { fromNow, type Objection, objectionsTo } from "#domain/change/schedule-change.ts";
import { type Timeline, workOut } from "#domain/schedule/on-call.ts";
import { rotaOf } from "#domain/schedule/schedule.ts";
import type { Engine } from "#engine/engine.ts";
import { followSchedules } from "#engine/on-call.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  closeRequest,
  insertRequest,
  lockRequest,
  type NewCoverRequest,
  readRequest,
} from "#store/duty/cover-requests.ts";
import { lockChanges } from "#store/duty/schedule-changes.ts";
import { enqueue } from "#store/job/jobs.ts";
import { expiryJob, offerJobs, unmetJob } from "./change-jobs.ts";
import { comeIntoForce, knownTo, makeChanges } from "./change-schedule.ts";

export type AskOutcome =
  | { readonly kind: "asked"; readonly request: CoverRequest }
  | { readonly kind: "refused"; readonly objections: readonly Objection[] };

/** Asks for somebody to take a shift. The id names the wish: however often it comes, it is one request. */
export async function askForCover(engine: Engine, wish: NewCoverRequest): Promise<AskOutcome> {
  await followSchedules(engine);
  return await engine.database.transaction(async (tx): Promise<AskOutcome> => {
    const asked = await readRequest(tx, wish.id);
    if (asked !== null) return { kind: "asked", request: asked };
    const now = await readClock(tx);
    const request = requestFrom(wish, now.toMillis());
    const objections = objectionsToAsking(engine, request, now.toMillis());
    if (objections.length > 0) return { kind: "refused", objections };
    await insertRequest(tx, request, now);
    await enqueue(tx, [...offerJobs(engine.configuration(), request), expiryJob(request)]);
    return { kind: "asked", request };
  });
}

export type CoverOutcome =
  | { readonly kind: "closed" | "repeated"; readonly request: CoverRequest }
  | {
      readonly kind: "refused";
      readonly reason: CoverRefusal;
      readonly request: CoverRequest;
    }
  | { readonly kind: "unknown" };

/** Takes, declines, cancels or ends a request; of those who do so at the same time one is first. */
export async function actOnRequest(
  engine: Engine,
  id: string,
  { act, by }: { readonly act: CoverAct; readonly by: Actor },
): Promise<CoverOutcome> {
  await followSchedules(engine);
  const outcome = await engine.database.transaction(async (tx): Promise<CoverOutcome> => {
    await lockChanges(tx);
    const request = await lockRequest(tx, id);
    if (request === null) return { kind: "unknown" };
    const now = await readClock(tx);
    const timeline = timelineOf(engine, request, now.toMillis());
    const verdict = decideCover(request, act, { now: now.toMillis(), timeline });
    if (verdict.kind !== "closed") return { ...verdict, request };
    const takenBy = act.kind === "take" ? act.person : null;
    const closing = { state: verdict.state, takenBy, by, now };
    await close(engine, tx, request, closing);
    const closed = { ...request, state: verdict.state, takenBy, closedBy: by };
    return { kind: "closed", request: { ...closed, closedAt: now.toMillis() } };
  });
  if (outcome.kind === "closed") await comeIntoForce(engine);
  return outcome;
}

/** Nobody took it in time. */
export async function expireRequest(engine: Engine, id: string): Promise<void> {
  await actOnRequest(engine, id, { act: { kind: "expire" }, by: MUSTER });
}

type Closing = {
  readonly state: Exclude<CoverState, "open">;
  readonly takenBy: string | null;
  readonly by: Actor;
  readonly now: DateTime;
};

async function close(
  engine: Engine,
  tx: Transaction,
  request: CoverRequest,
  closing: Closing,
): Promise<void> {
  const { state, takenBy, by, now } = closing;
  await closeRequest(tx, request.id, { state, takenBy, by, at: now });
  await enqueue(tx, offerJobs(engine.configuration(), request));
  if (isUnmet(engine, request, closing)) await enqueue(tx, [unmetJob(request)]);
  if (takenBy === null) return;
  const kind = request.swap === null ? "cover" : "swap";
  const pair = request.swap === null ? null : randomUUID();
  const changes = changesOf(request, takenBy)
    .map((wanted) => fromNow(wanted, now.toMillis()))
    .filter(({ start, end }) => start < end)
    .map((wanted) => {
      return {
        ...wanted,
        id: randomUUID(),
        kind,
        pair,
        request: request.id,
        createdBy: by,
      } as const;
    });
  await makeChanges(engine, tx, changes, now);
}

function isUnmet(engine: Engine, request: CoverRequest, { state, now }: Closing): boolean {
  if (state === "declined") return true;
  const timeline = timelineOf(engine, request, now.toMillis());
  return state === "expired" && stillHas(request, { now: now.toMillis(), timeline });
}

/** The past stays as it was: what is asked for begins now at the earliest. */
function requestFrom(wish: NewCoverRequest, now: number): CoverRequest {
  const swap = wish.swap === null ? null : { ...wish.swap, want: fromNow(wish.swap.want, now) };
  const open = { state: "open", takenBy: null, closedBy: null, closedAt: null } as const;
  return { ...fromNow(wish, now), swap, ...open, createdAt: now };
}

function objectionsToAsking(
  engine: Engine,
  request: CoverRequest,
  now: number,
): readonly Objection[] {
  const { schedule, start, end, swap, note: reason } = request;
  const known = knownTo(engine);
  const wanted = { schedule, start, end, reason, person: request.person, replaces: null };
  const objections = objectionsTo(wanted, known, now);
  if (objections.length > 0) return objections;
  if (swap !== null && !known.people.has(swap.asked)) {
    const problem = `muster.yaml has no person ${swap.asked}`;
    return [{ field: "person", problem, fix: "choose somebody who is listed under people" }];
  }
  return heldObjections(request, timelineOf(engine, request, now), now);
}

/** Asking is tried as taking: whoever takes it later must find the same shifts. */
function heldObjections(
  request: CoverRequest,
  timeline: Timeline,
  now: number,
): readonly Objection[] {
  if (request.swap?.asked === request.person) {
    const problem = "both shifts would be of the same person";
    return [{ field: "person", problem, fix: "choose somebody else" }];
  }
  const person = request.swap?.asked ?? "";
  const verdict = decideCover(request, { kind: "take", person }, { now, timeline });
  if (verdict.kind === "closed") return [];
  if (now >= takeUntil(request)) {
    return [{ field: "start", problem: "it has begun already", fix: "choose a later shift" }];
  }
  const problem = "who asks, or who is asked, is not on call for all of that time";
  const fix = "look at the shifts, and choose a part of one";
  return [{ field: "start", problem, fix }];
}

function timelineOf(engine: Engine, request: CoverRequest, now: number): Timeline {
  const rotas = engine.rotas.rotas(engine.configuration());
  const schedule = rotas.schedules.get(request.schedule);
  const spans = [request, ...(request.swap === null ? [] : [request.swap.want])];
  const span = {
    start: Math.min(now, ...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
  if (schedule === undefined) return { span, shifts: [], changed: [] };
  return workOut(rotaOf(schedule, rotas.overrides.get(request.schedule)), span);
}
