import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { sqlStateOf, sqlStates } from "./sql-state.ts";

/** Names for statements: planning one often takes the server longer than running it, and it keeps the plan of a name. */
export interface StatementNames {
  /** Undefined for what is better planned anew. */
  readonly nameOf: (sql: string, parameters: readonly unknown[]) => string | undefined;
  /** Whether the statement failed only because of its name, so that it is worth another try. */
  readonly blames: (error: unknown) => boolean;
}

/** Each connection keeps every one of them; what is made up of lists of any length would have no end. */
const MOST = 400;

export function createStatementNames(logger: Logger): StatementNames {
  const names = new Map<string, string>();
  let generation = 0;
  let isKept = true;

  return {
    nameOf: (sql, parameters) => {
      if (!isKept || parameters.length === 0) return undefined;
      const known = names.get(sql);
      if (known !== undefined || names.size >= MOST) return known;
      const name = nameFor(sql, generation);
      names.set(sql, name);
      return name;
    },
    blames: (error) => {
      const state = sqlStateOf(error);
      if (state === sqlStates.stalePlan) {
        // Another version migrated meanwhile: under new names everything is planned anew, on each connection.
        generation += 1;
        names.clear();
        return true;
      }
      const isForgotten =
        state === sqlStates.unknownStatement || state === sqlStates.doubleStatement;
      if (isForgotten && isKept) {
        isKept = false;
        logger.info("the way to the database keeps no prepared statements: going on without them");
      }
      return isForgotten;
    },
  };
}

/** By what it says: behind a pooler another process may use the same connection. */
function nameFor(sql: string, generation: number): string {
  return `muster_${generation}_${createHash("sha256").update(sql).digest("hex").slice(0, 40)}`;
}
