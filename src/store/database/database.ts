import { type Dialect, Kysely } from "kysely";
import type { Logger } from "pino";
import type { Schema } from "#store/tables/schema.ts";
import { withOurHabits } from "./dialect.ts";
import { openPglite } from "./open-pglite.ts";
import { openPostgres } from "./open-postgres.ts";
import {
  type JobsListener,
  type Transaction,
  type Transactions,
  createTransactions,
} from "./transaction.ts";

export type { Transaction } from "./transaction.ts";

/** Where a query can run: the root connection, or the transaction that it belongs to. */
export type Connection = Kysely<Schema> | Transaction;

export interface Database extends Transactions {
  readonly kind: DatabaseKind;
  /** Calls back after each commit that put jobs into lanes, in this process only; returns the way to stop. */
  readonly onJobs: (listener: JobsListener) => () => void;
  readonly close: () => Promise<void>;
}

type DatabaseKind = "postgres" | "pglite";

export interface DatabaseOptions {
  /** PostgreSQL's address; without one the embedded database in the data folder is used. */
  readonly url?: string | undefined;
  readonly dataDir: string;
  readonly logger: Logger;
}

/** What an opener hands over: a way to talk to a database that passed its checks, and how to let go of it. */
export interface OpenedDatabase {
  readonly kind: DatabaseKind;
  readonly dialect: Dialect;
  readonly release: () => Promise<void>;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, dataDir, logger } = options;
  const opened =
    url === undefined ? await openPglite(dataDir, logger) : await openPostgres(url, logger);
  return assembleDatabase(opened);
}

export function assembleDatabase(opened: OpenedDatabase): Database {
  const root = new Kysely<Schema>({ dialect: withOurHabits(opened.dialect) });
  const listeners = new Set<JobsListener>();
  const transactions = createTransactions(root, (classes) => {
    for (const listener of listeners) listener(classes);
  });
  return {
    ...transactions,
    kind: opened.kind,
    onJobs(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await root.destroy();
      await opened.release();
    },
  };
}
