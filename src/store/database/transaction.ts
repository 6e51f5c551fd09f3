import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely, Transaction as KyselyTransaction } from "kysely";
import type { Schema } from "#store/tables/schema.ts";
import { isBusy, sqlStateOf, sqlStates } from "./sql-state.ts";

export type Transaction = KyselyTransaction<Schema>;

export interface Transactions {
  /** The root connection; touching it inside a transaction throws, because on PGlite it would wait for itself. */
  readonly kysely: Kysely<Schema>;
  /** Runs the work in one transaction, again from the start when the database asks for that. */
  readonly transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
}

/** Says whether what runs now runs inside a transaction; shared by all connections to one database. */
export type Scopes = AsyncLocalStorage<Scope>;

interface Scope {
  open: boolean;
  readonly sentTo: Set<string>;
  /** What is left for the end, so that what it locks is locked for as short as can be. */
  readonly atEnd: (() => Promise<void>)[];
  /** What is true only once it is committed. */
  readonly afterwards: (() => void)[];
}

type Committed<T> = { readonly result: T } & Pick<Scope, "afterwards">;

/** Hears which classes of lanes got jobs. */
export type JobsListener = (classes: ReadonlySet<string>) => void;

const MOST_RETRIES = 3;
/** Who could not have a lock has waited for it long already. */
const MOST_WAITS = 2;
const scopes = new WeakMap<Transaction, Scope>();

export function createScopes(): Scopes {
  return new AsyncLocalStorage<Scope>();
}

export function createTransactions(
  root: Kysely<Schema>,
  current: Scopes,
  announceJobs: JobsListener,
): Transactions {
  function refuseInsideTransaction(): void {
    if (current.getStore()?.open !== true) return;
    throw new Error("Inside a transaction use its tx: the root connection would wait for it.");
  }

  async function attempt<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await root.transaction().execute((tx) => {
        scopes.set(tx, scope);
        return current.run(scope, async () => {
          try {
            const result = await work(tx);
            for (const act of scope.atEnd) await act();
            return result;
          } finally {
            // What stands in a weak map is kept, with all that it refers to, until old objects are collected.
            scopes.delete(tx);
          }
        });
      });
    } catch (error) {
      scope.sentTo.clear();
      throw error;
    } finally {
      // What was started inside, and outlives the transaction, may use the root again.
      scope.open = false;
      if (scope.sentTo.size > 0) announceJobs(scope.sentTo);
    }
  }

  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>> {
    for (let retry = 0; ; retry += 1) {
      const scope: Scope = { open: true, sentTo: new Set(), atEnd: [], afterwards: [] };
      try {
        return { result: await attempt(scope, work), afterwards: scope.afterwards };
      } catch (error) {
        if (retry >= retriesAfter(error)) throw error;
      }
    }
  }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    refuseInsideTransaction();
    const { result, afterwards } = await commit(work);
    for (const act of afterwards) act();
    return result;
  }

  return { kysely: guarded(root, refuseInsideTransaction), transaction };
}

/** Says into which classes of lanes a transaction put jobs, so that their workers hear of it once it is committed. */
export function noteJobsSent(tx: Transaction, classes: Iterable<string>): void {
  const scope = scopes.get(tx);
  for (const each of classes) scope?.sentTo.add(each);
}

/** Has something done in the transaction, as the last of all. */
export function beforeCommit(tx: Transaction, act: () => Promise<void>): void {
  const scope = scopes.get(tx);
  if (scope === undefined) throw new Error("This transaction was not begun by our own.");
  scope.atEnd.push(act);
}

/** Has something done once the transaction is committed, such as saying in the log what is true from then on. */
export function afterCommit(tx: Transaction, act: () => void): void {
  scopes.get(tx)?.afterwards.push(act);
}

function guarded<T extends object>(target: T, check: () => void): T {
  return new Proxy(target, {
    get(inner, key) {
      check();
      const value: unknown = Reflect.get(inner, key, inner);
      return typeof value === "function" ? value.bind(inner) : value;
    },
  });
}

function retriesAfter(error: unknown): number {
  if (!isBusy(error)) return 0;
  return sqlStateOf(error) === sqlStates.lockNotAvailable ? MOST_WAITS : MOST_RETRIES;
}
