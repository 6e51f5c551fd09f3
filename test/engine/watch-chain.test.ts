import { once } from "node:events";
import { createServer } from "node:http";
import { hostname } from "node:os";
import { Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { watchChain } from "#app/watch-chain.ts";
import { noteReplica, readReplicas } from "#store/watch/replicas.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

/** No system counts so far. */
const NO_PROCESS = 2_000_000_000;

withDatabase("the watch over the whole chain", (open) => {
  it("is not held up by a Slack that hangs, and takes leave all the same", async () => {
    const database = await open();
    const settings = configuration({ watch: { heartbeat: { url: "HEARTBEAT_URL" } } });
    const heartbeat = { url: "HEARTBEAT_URL", every: Duration.fromMillis(10) };
    const engine = createEngine(database, {
      configuration: { ...settings, watch: { heartbeat } },
    });
    const asked = Promise.withResolvers<void>();
    const hangs = Promise.withResolvers<null>();
    function ask(): Promise<null> {
      asked.resolve();
      return hangs.promise;
    }

    const watch = watchChain(engine, { secret: () => null }, { ask });
    await asked.promise;
    await watch.stop();

    expect(await readReplicas(database)).toEqual([]);
  });

  it("forgets who was killed on this machine, and nobody else", async () => {
    const database = await open();
    const engine = createEngine(database);
    const others = [`${hostname()}/${process.ppid}`, `elsewhere/${NO_PROCESS}`].toSorted();
    for (const name of [...others, `${hostname()}/${NO_PROCESS}`]) {
      await noteReplica(database, { name, sick: ["it has no disk"] });
    }

    const watch = watchChain(engine, { secret: () => null }, { ask: async () => null });
    await watch.stop();

    expect((await readReplicas(database)).map(({ name }) => name).toSorted()).toEqual(others);
  });

  it("pings the switch that the environment names, and takes leave when it is stopped", async () => {
    const database = await open();
    const server = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : null;
    const settings = configuration({ watch: { heartbeat: { url: "HEARTBEAT_URL" } } });
    const every = Duration.fromMillis(10);
    const heartbeat = { url: "HEARTBEAT_URL", every };
    const engine = createEngine(database, {
      configuration: { ...settings, watch: { heartbeat } },
    });
    const secrets: Record<string, string> = { HEARTBEAT_URL: `http://127.0.0.1:${port}/` };

    const watch = watchChain(
      engine,
      { secret: (name) => secrets[name] ?? null },
      { ask: async () => null },
    );
    await once(server, "request");
    expect((await readReplicas(database)).map(({ name }) => name)).toEqual([
      engine.impairments.process,
    ]);
    await watch.stop();

    expect(await readReplicas(database)).toEqual([]);
  });
});
