import { sql } from "kysely";
import { DateTime } from "luxon";
import type { BudgetDay } from "#domain/learning/past.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { StoredBudget } from "#store/budget/budgets.ts";
import type { Connection } from "#store/database/database.ts";

/** Notes how an objective stands; the last time of a day of UTC is how that day ended. */
export async function noteBudgetDay(
  connection: Connection,
  { objective, live: { remaining }, readAt }: Pick<StoredBudget, "objective" | "live" | "readAt">,
): Promise<void> {
  if (readAt === null) return;
  const day = dayOf(readAt);
  await sql`
    insert into budget_day (objective, day, remaining, read_at)
    values (${objective}, ${day}::date, ${remaining}::double precision, ${readAt})
    on conflict (objective, day) do update set
      remaining = coalesce(excluded.remaining, budget_day.remaining), read_at = excluded.read_at
    where budget_day.read_at < excluded.read_at`.execute(connection);
}

/** Days of the span, by UTC. */
export async function budgetDays(
  connection: Connection,
  objectives: readonly string[],
  { start, end }: Span,
): Promise<readonly BudgetDay[]> {
  const { rows } = await sql<BudgetDay>`
    select objective, day::text as day, remaining, spent from budget_day
    where objective = any(${[...objectives]}::text[])
      and day >= ${dayAt(start)}::date and day <= ${dayAt(end - 1)}::date
    order by objective, day`.execute(connection);
  return rows;
}

/** Days that are over and of which nobody knows yet what they used; what was asked for longest ago is first. */
export async function unspentDays(
  connection: Connection,
  { now, since, askedBefore }: Readonly<Record<"now" | "since" | "askedBefore", DateTime>>,
  limit: number,
): Promise<readonly Pick<BudgetDay, "objective" | "day">[]> {
  const { rows } = await sql<Pick<BudgetDay, "objective" | "day">>`
    select objective, day::text as day from budget_day
    where spent is null and day < ${dayOf(now)}::date and day >= ${dayOf(since)}::date
      and (asked_at is null or asked_at < ${askedBefore})
    order by asked_at nulls first, day, objective limit ${limit}`.execute(connection);
  return rows;
}

/** Null when it was asked for in vain. */
export async function noteSpent(
  connection: Connection,
  { objective, day, spent }: Omit<BudgetDay, "remaining">,
  askedAt: DateTime,
): Promise<void> {
  await sql`
    update budget_day set spent = ${spent}::double precision, asked_at = ${askedAt}
    where objective = ${objective} and day = ${day}::date`.execute(connection);
}

function dayAt(instant: number): string {
  return dayOf(DateTime.fromMillis(instant, { zone: "utc" }));
}

function dayOf(moment: DateTime): string {
  return moment.toUTC().toISODate();
}
