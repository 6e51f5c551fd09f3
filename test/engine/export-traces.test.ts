import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Duration } from "luxon";
import { expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { startTraces } from "#app/traces.ts";
import { exportEnded } from "#engine/trace/export-traces.ts";
import { claimWindow, leaveWindow, type Window } from "#store/incident/trace-export.ts";
import { createOtlpExporter } from "#telemetry/otlp.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { paged } from "#test/support/ways.ts";

const GONE = { kind: "failed", reason: "no such number", again: false } as const;

withDatabases("traces", (open) => {
  it("go to a collector as one from the delivery to the page, whatever happens in between", async () => {
    const collector = await startCollector();
    const exporter = createOtlpExporter();
    onTestFinished(exporter.stop);
    const database = await open();
    async function look(): Promise<void> {
      await database.clock.advance(Duration.fromObject({ seconds: 11 }));
      await exportEnded({ database }, exporter);
    }
    await exportEnded({ database }, exporter);
    const world = await paged(database, ["voice", "sms"], { voice: [GONE] });

    await look();
    await world.pass({ minutes: 1 });
    collector.fail(true);
    await expect(look()).rejects.toThrow("Bad Request");
    collector.fail(false);
    const before = collector.spans.length;
    await look();
    expect(collector.spans).toHaveLength(before);
    await database.clock.advance(Duration.fromObject({ seconds: 30 }));
    await look();
    await world.slack({ kind: "sent", via: "slack" });
    await world.acknowledge();
    await look();
    await look();

    const { spans } = collector;
    expect(spans.map(({ name }) => name).toSorted()).toEqual([
      "incident acknowledged",
      "incident alerts-joined",
      "incident opened",
      "incident page-sent",
      "incident page-sent",
      "incident paged",
      "incident way-failed",
      "page",
      "receive delivery",
      "send by slack",
      "send by sms",
      "send by voice",
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const [root] = spans.filter(({ parentSpanId = "" }) => parentSpanId === "");
    const page = spans.find(({ name }) => name === "page");
    const voice = spans.find(({ name }) => name === "send by voice");
    expect(root).toMatchObject({ name: "receive delivery", kind: 2 });
    expect(page).toMatchObject({ parentSpanId: root?.spanId, status: { code: 0 } });
    expect(voice).toMatchObject({
      parentSpanId: page?.spanId,
      kind: 3,
      status: { code: 2, message: "no such number" },
    });
    expect(collector.headers()).toMatchObject({ "x-team": "sre" });
    expect(collector.services()).toEqual(["muster-test"]);
  });

  it("hold up nobody who stops, whatever the collector does", async () => {
    const { promise: never } = Promise.withResolvers<void>();
    let isLeft = false;
    async function hang(): Promise<void> {
      isLeft = true;
      await never;
    }
    const exporter = { send: () => never, stop: hang };
    const traces = startTraces(createEngine(await open()), true, async () => exporter);

    await traces.stop();

    expect(isLeft).toBe(true);
  });

  it("are not exported again because a process took longer than it may", async () => {
    const database = await open();
    async function claim(): Promise<Window | null> {
      await database.clock.advance(Duration.fromObject({ seconds: 61 }));
      return await claimWindow(database);
    }
    await claimWindow(database);

    const slow = await claim();
    const quick = await claim();
    await leaveWindow(database, quick?.until ?? null);
    await leaveWindow(database, slow?.until ?? null);

    expect(slow?.until.toMillis()).toBeLessThan(quick?.until.toMillis() ?? 0);
    expect((await claim())?.from).toEqual(quick?.until);
  });
});

const Sent = z.looseObject({
  name: z.string(),
  traceId: z.string().length(32),
  spanId: z.string().length(16),
  parentSpanId: z.string().optional(),
});
const Attribute = z.object({
  key: z.string(),
  value: z.looseObject({ stringValue: z.string().optional() }),
});
const Body = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.looseObject({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(Sent) })),
    }),
  ),
});

/** What a collector does with OTLP over HTTP as JSON; the environment variables lead to it until the test ends. */
async function startCollector() {
  const spans: z.infer<typeof Sent>[] = [];
  const services = new Set<string | undefined>();
  let headers: NodeJS.Dict<string | string[]> = {};
  let fails = false;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (fails) return response.writeHead(400).end();
      headers = request.headers;
      for (const { resource, scopeSpans } of Body.parse(JSON.parse(body)).resourceSpans) {
        const named = resource.attributes.find(({ key }) => key === "service.name");
        services.add(named?.value.stringValue);
        spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      }
      return response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${address.port}`);
  vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "x-team=sre");
  vi.stubEnv("OTEL_SERVICE_NAME", "muster-test");
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  return {
    spans,
    headers: () => headers,
    services: () => [...services],
    fail: (now: boolean) => void (fails = now),
  };
}
