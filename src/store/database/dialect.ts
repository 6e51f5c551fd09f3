import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from "kysely";
import { encodeParameter } from "#store/tables/column-types.ts";

/**
 * A dialect with our parameters and without kysely's migration lock, which belongs to the session
 * (so it breaks behind PgBouncer) and waits for an hour; migrate.ts takes its own.
 */
export function withOurHabits(dialect: Dialect): Dialect {
  return {
    createAdapter: () =>
      Object.assign(dialect.createAdapter(), {
        acquireMigrationLock: doNothing,
        releaseMigrationLock: doNothing,
      }),
    createDriver: () => encodingDriver(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function encodingDriver(driver: Driver): Driver {
  const acquire = driver.acquireConnection.bind(driver);
  return Object.assign(driver, {
    acquireConnection: async () => encodingConnection(await acquire()),
  });
}

function encodingConnection(connection: DatabaseConnection): DatabaseConnection {
  return new Proxy(connection, {
    get(target, key) {
      if (key === "executeQuery")
        return (query: CompiledQuery) => target.executeQuery(encode(query));
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function encode(query: CompiledQuery): CompiledQuery {
  return { ...query, parameters: query.parameters.map(encodeParameter) };
}

async function doNothing(): Promise<void> {
  // Kysely insists on a function.
}
