import { type Dialect, Kysely } from "kysely";
import type { Logger } from "pino";
import type { Schema } from "#store/tables/schema.ts";
import { withOurHabits } from "./dialect.ts";
import { openPglite } from "./open-pglite.ts";
import { openPostgres } from "./open-postgres.ts";
import {
  createScopes,
  createTransactions,
  type JobsListener,
  type Transaction,
  type Transactions,
} from "./transaction.ts";

export type { Transaction } from "./transaction.ts";

/** Where a query can run: the root connection, or the transaction that it belongs to. */
export type Connection = Kysely<Schema> | Transaction;

export interface Database extends Transactions {
  readonly kind: DatabaseKind;
  /** Calls back after each commit that put jobs into lanes, in this process only; returns the way to stop. */
  readonly onJobs: (listener: JobsListener) => () => void;
  /** The same database by connections that only pages and what leads to them may use. */
  readonly forPages: Database;
  readonly close: () => Promise<void>;
}

type DatabaseKind = "postgres" | "pglite";

export interface DatabaseOptions {
  /** PostgreSQL's address; without one the embedded database in the data folder is used. */
  readonly url?: string | undefined;
  readonly dataDir: string;
  readonly logger: Logger;
  /** Waits for as long as a statement takes, as migrations of large tables must. */
  readonly isPatient?: boolean;
  /** Fills the folder of an embedded database at its first start; otherwise it begins empty. */
  readonly seed?: (folder: string) => Promise<void>;
}

/** What an opener hands over: a way to talk to a database that passed its checks, and how to let go of it. */
export interface OpenedDatabase {
  readonly kind: DatabaseKind;
  readonly dialect: Dialect;
  /** Connections kept for pages; left out where there is one session for everybody. */
  readonly dialectForPages?: Dialect;
  readonly release: () => Promise<void>;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, dataDir, logger, isPatient = false, seed } = options;
  const opened =
    url === undefined
      ? await openPglite(dataDir, logger, seed)
      : await openPostgres(url, { logger, isPatient });
  return assembleDatabase(opened);
}

export function assembleDatabase(opened: OpenedDatabase): Database {
  const { kind, dialect, dialectForPages, release } = opened;
  const root = new Kysely<Schema>({ dialect: withOurHabits(dialect) });
  const rootForPages =
    dialectForPages && new Kysely<Schema>({ dialect: withOurHabits(dialectForPages) });
  const scopes = createScopes();
  const listeners = new Set<JobsListener>();
  const shared = {
    kind,
    onJobs(listener: JobsListener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await root.destroy();
      await rootForPages?.destroy();
      await release();
    },
  };

  function over(connections: Kysely<Schema>, forPages: Database | null): Database {
    const transactions = createTransactions(connections, scopes, (classes) => {
      for (const listener of listeners) listener(classes);
    });
    const database: Database = {
      ...transactions,
      ...shared,
      get forPages() {
        return forPages ?? database;
      },
    };
    return database;
  }
  return over(root, rootForPages === undefined ? null : over(rootForPages, null));
}
