import type { CompiledQuery, DatabaseConnection, Dialect } from "kysely";
import { onTestFinished } from "vitest";
import { assembleDatabase } from "#store/database/database.ts";
import { openPostgres } from "#store/database/open-postgres.ts";
import { silent } from "./database-template.ts";
import { type TestDatabase } from "./database.ts";
import { pushedClock } from "./pushed-clock.ts";

/** A statement as it was sent, with the parameters of the first time. */
export type Statement = { readonly text: string; readonly parameters: readonly unknown[] };

export type RecordedDatabase = TestDatabase & {
  /** Each different statement once. */
  readonly statements: () => readonly Statement[];
  /** How many were sent, each time counted. */
  readonly count: () => number;
  readonly forget: () => void;
};

/** Further connections to a database, which note what is sent over them. */
export async function recordStatements(url: string): Promise<RecordedDatabase> {
  const { kind, dialect, dialectForPages, release } = await openPostgres(url, {
    logger: silent,
    isPatient: false,
  });
  const known = new Map<string, Statement>();
  let count = 0;
  function note({ sql: text, parameters }: CompiledQuery): void {
    count += 1;
    if (!known.has(text)) known.set(text, { text, parameters });
  }
  const database = assembleDatabase({
    kind,
    dialect: recorded(dialect, note),
    ...(dialectForPages && { dialectForPages: recorded(dialectForPages, note) }),
    release,
  });
  onTestFinished(database.close);
  return {
    ...database,
    clock: pushedClock(database),
    url,
    statements: () => [...known.values()],
    count: () => count,
    forget: () => {
      known.clear();
      count = 0;
    },
  };
}

type Note = (query: CompiledQuery) => void;

function recorded(dialect: Dialect, note: Note): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      return Object.assign(driver, {
        acquireConnection: async () => noting(await acquire(), note),
      });
    },
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function noting(connection: DatabaseConnection, note: Note): DatabaseConnection {
  return new Proxy(connection, {
    get(target, key) {
      if (key === "executeQuery")
        return (query: CompiledQuery) => {
          note(query);
          return target.executeQuery(query);
        };
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
