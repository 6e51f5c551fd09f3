import type { PoolClient } from "pg";

export class ServerSilent extends Error {
  override readonly name = "ServerSilent";
}

type Statement = {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Null waits for as long as it takes. */
  readonly patienceMs: number | null;
};

/**
 * Sends a statement; throws ServerSilent when there is no answer in time.
 *
 * pg is given the callback at once. One that it makes itself, for a promise or for its query_timeout, it writes to a
 * property, and V8 makes a function that stands there among the old objects: all that was read is then kept with it until
 * those are collected, at many times the cost.
 */
export async function sendStatement(
  client: PoolClient,
  { sql, parameters, patienceMs }: Statement,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  function giveUp(): void {
    reject(new ServerSilent("the server says nothing"));
  }
  const timer = patienceMs === null ? undefined : setTimeout(giveUp, patienceMs);
  try {
    client.query(sql, [...parameters], (error: Error | null, result) => {
      if (error === null) resolve(result);
      else reject(error);
    });
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
