import { once } from "node:events";
import { createServer } from "node:http";
import { Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { watchChain } from "#app/watch-chain.ts";
import { readReplicas } from "#store/watch/replicas.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

withDatabase("the watch over the whole chain", (open) => {
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
