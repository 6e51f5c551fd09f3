import { sql } from "kysely";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { type Database, openDatabase } from "#store/database/database.ts";
import { type DatabaseProxy, startDatabaseProxy } from "#test/support/database-proxy.ts";
import { silent } from "#test/support/database-template.ts";
import { withPostgres } from "#test/support/database.ts";

/** A little longer than a server may say nothing. */
const TOO_LONG_MS = 8_100;

type Scene = { readonly database: Database; readonly proxy: DatabaseProxy };

withPostgres("a server that says nothing any more", (open) => {
  afterEach(() => void vi.useRealTimers());

  async function setScene({ isPatient }: { readonly isPatient: boolean }): Promise<Scene> {
    const { url } = await open();
    const proxy = await startDatabaseProxy(url ?? "");
    onTestFinished(proxy.close);
    const options = { url: proxy.url, dataDir: "", logger: silent, isPatient };
    const database = await openDatabase(options);
    onTestFinished(database.close);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    return { database, proxy };
  }

  it("is given up, and its connection with it", async () => {
    const { database, proxy } = await setScene({ isPatient: false });
    proxy.withhold("select 1");
    const asked = ask(database);
    await waitTooLong(proxy);
    expect(await asked).toBe("the server says nothing");
    proxy.letThrough();
    expect(await ask(database)).toBe("answered");
  });

  it("is waited for by whoever is patient", async () => {
    const { database, proxy } = await setScene({ isPatient: true });
    proxy.withhold("select 1");
    const asked = ask(database);
    await waitTooLong(proxy);
    proxy.cut();
    expect(await asked).toMatch(/ECONNRESET|EPIPE|terminated/);
  });
});

async function waitTooLong(proxy: DatabaseProxy): Promise<void> {
  await vi.waitFor(() => expect(proxy.isWithheld()).toBe(true));
  await vi.advanceTimersByTimeAsync(TOO_LONG_MS);
}

function ask({ kysely }: Database): Promise<string> {
  return sql`select 1`.execute(kysely).then(
    () => "answered",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
