import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { sqlStateOf, sqlStates } from "./sql-state.ts";

/** Names for statements: planning one often takes the server longer than running it, and it keeps the plan of a name. */
export interface StatementNames {
  /** Undefined for what is better planned anew. */
  readonly nameOf: (sql: string) => string | undefined;
  /** Whether the statement failed only because of its name, before anything was done. */
  readonly blames: (error: unknown) => boolean;
}

const PLANNED = /^\s*(?:select|insert|update|delete|with)\b/i;
/** Seldom run, a statement is not worth what every connection keeps of it. */
const OFTEN = 10;
/** What is made up of lists of any length has no end. */
const MOST = 200;
const MOST_COUNTED = 2_000;

export function createStatementNames(logger: Logger): StatementNames {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  let generation = 0;
  let isKept = true;

  function isOften(sql: string): boolean {
    if (counts.size >= MOST_COUNTED) counts.clear();
    const count = (counts.get(sql) ?? 0) + 1;
    counts.set(sql, count);
    return count >= OFTEN;
  }

  /** Somebody migrated meanwhile: under new names everything is planned anew, on each connection. */
  function beginAnew(): void {
    generation += 1;
    names.clear();
  }

  function giveUp(): void {
    if (isKept) logger.info("the way to the database keeps no prepared statements: without them");
    isKept = false;
  }

  return {
    nameOf: (sql) => {
      if (!isKept || !PLANNED.test(sql)) return undefined;
      const known = names.get(sql);
      if (known !== undefined || names.size >= MOST || !isOften(sql)) return known;
      counts.delete(sql);
      const name = nameFor(sql, generation);
      names.set(sql, name);
      return name;
    },
    blames: (error) => {
      const state = sqlStateOf(error) ?? "";
      if (state === sqlStates.stalePlan) beginAnew();
      else if (FORGOTTEN.has(state)) giveUp();
      else return false;
      return true;
    },
  };
}

/** So a pooler answers that hands each transaction another connection. */
const FORGOTTEN: ReadonlySet<string> = new Set([
  sqlStates.unknownStatement,
  sqlStates.doubleStatement,
]);

/** By what it says: behind a pooler another process may use the same connection. */
function nameFor(sql: string, generation: number): string {
  return `muster_${generation}_${createHash("sha256").update(sql).digest("hex").slice(0, 40)}`;
}
