import { expect, it } from "vitest";
import type { Severity } from "#domain/severity.ts";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { hiddenAlerts } from "#store/alert/alert-groups.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { createEngine, configuration, deliver } from "#test/support/engine.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";
import { webhook, webhookAlert } from "#test/support/webhook.ts";

type Fields = Readonly<Record<string, unknown>>;

/** An alert that nothing is wrong with but what is given. */
function odd(alertname: string, fields: Fields = {}): Fields {
  return webhookAlert({ labels: { alertname }, fingerprint: alertname, ...fields });
}

withDatabase("odd alerts, from their bytes to the page,", (open) => {
  it("page as alerts without a name", { tags: ["I25"] }, async () => {
    const { engine, database } = await begin(open);

    await send(engine, { alerts: [{ status: "firing" }] });
    await send(engine, { alerts: [odd("x", { labels: { instance: "a" } })] });

    const titles = (await openIncidents(database.kysely, 10)).map(({ title }) => title);
    expect(titles).toEqual(["(no alertname)"]);
    expect(await counts(database)).toEqual({ incidents: 1, pages: 1 });
  });

  it("page though a label is no text", { tags: ["I26"] }, async () => {
    const { engine, database } = await begin(open);
    const values = [7, true, null, { a: [1] }];

    await send(engine, {
      alerts: values.map((value, index) =>
        odd(`Odd${index}`, { labels: { alertname: `Odd${index}`, value } }),
      ),
    });

    const stored = [...(await labelsOf(database)).values()].map(({ value }) => value);
    expect(new Set(stored)).toEqual(new Set(["7", "true", "null", '{"a":[1]}']));
    expect(await counts(database)).toEqual({ incidents: 4, pages: 4 });
  });

  it(
    "are stored and page with names of objects, NUL, half characters, a megabyte and any script",
    { tags: ["I27", "I28", "I29", "I30", "I31", "I32"] },
    async () => {
      const { engine, database } = await begin(open);
      const labels = {
        NUL: { "a\0": "\0", alertname: "NUL\0" },
        half: { "b\uD800": "\uDC00", alertname: "half\uD83D" },
        long: { alertname: "long", value: "x".repeat(1024 * 1024) },
        many: { alertname: "many", ...many(499) },
        named: JSON.parse('{"alertname":"__proto__","__proto__":"x","constructor":"y"}'),
        script: { alertname: "žluť 🔥", 'a.b "c"': "1" },
      };

      await send(engine, {
        alerts: Object.entries(labels).map(([name, given]) => odd(name, { labels: given })),
      });

      const stored = await labelsOf(database);
      expect(stored.get("NUL")).toEqual({ "a\uFFFD": "\uFFFD", alertname: "NUL\uFFFD" });
      expect(stored.get("half")).toEqual({ "b\uFFFD": "\uFFFD", alertname: "half\uFFFD" });
      expect(stored.get("long")?.["value"]).toMatch(/^x{65000}x* … \(cut\)$/);
      expect(Object.keys(stored.get("many") ?? {})).toHaveLength(500);
      expect(Object.entries(stored.get("named") ?? {})).toContainEqual(["__proto__", "x"]);
      expect(stored.get("script")).toEqual(labels.script);
      expect(await counts(database)).toEqual({ incidents: 6, pages: 6 });
    },
  );

  it("page at once though they start tomorrow or in the year 9999", { tags: ["I40"] }, async () => {
    const { engine, database } = await begin(open);
    const now = (await database.clock.now()).toUTC();

    await send(engine, {
      alerts: [
        odd("Tomorrow", { startsAt: now.plus({ days: 1 }).toISO() }),
        odd("Never", { startsAt: "9999-12-31T23:59:59Z" }),
      ],
    });

    const incidents = await openIncidents(database.kysely, 10);
    const late = incidents.map(({ openedAt }) => Math.abs(openedAt.diff(now).as("minutes")));
    expect(late.every((minutes) => minutes < 5)).toBe(true);
    expect(await counts(database)).toEqual({ incidents: 2, pages: 2 });
  });

  it("page once in a hundred deliveries of the same payload", { tags: ["I46"] }, async () => {
    const { engine, database } = await begin(open);

    const body = Buffer.from(JSON.stringify(webhook({ alerts: [odd("Disk")] })));
    for (let time = 0; time < 100; time += 1) {
      await storeDelivery(database, { source: "prod", body });
    }
    await processDeliveries(engine);

    expect(await counts(database)).toEqual({ incidents: 1, pages: 1 });
  });

  it(
    "page nobody when they end and were never known, and are noted",
    { tags: ["I48"] },
    async () => {
      const { engine, database } = await begin(open);

      await send(engine, {
        alerts: [odd("Disk", { status: "resolved", endsAt: "2026-11-20T11:30:00Z" })],
      });

      expect(await counts(database)).toEqual({ incidents: 0, pages: 0 });
      expect((await labelsOf(database)).get("Disk")).toEqual({ alertname: "Disk" });
    },
  );

  it(
    "have the newest labels when one fingerprint comes with others",
    { tags: ["I49"] },
    async () => {
      const { engine, database } = await begin(open);

      await send(engine, { alerts: [odd("Disk")] });
      await send(engine, { alerts: [odd("Disk", { labels: { alertname: "Disk", disk: "sdb" } })] });

      const stored = await labelsOf(database);
      expect(stored.get("Disk")).toEqual({ alertname: "Disk", disk: "sdb" });
      expect(await counts(database)).toEqual({ incidents: 1, pages: 1 });
    },
  );

  it(
    "stay apart when two sources send one group and one fingerprint",
    { tags: ["I50"] },
    async () => {
      const sources = { prod: { type: "alertmanager" }, stage: { type: "alertmanager" } };
      const { engine, database } = await begin(open, { sources });

      await send(engine, { alerts: [odd("Disk")] });
      await send(engine, { alerts: [odd("Disk")] }, "stage");
      const ended = odd("Disk", { status: "resolved", endsAt: "2026-11-20T11:30:00Z" });
      await send(engine, { alerts: [ended] }, "stage");

      const alerts = await database.kysely
        .selectFrom("alert")
        .select(["source", "status"])
        .orderBy("source")
        .execute();
      expect(alerts).toEqual([
        { source: "prod", status: "firing" },
        { source: "stage", status: "resolved" },
      ]);
    },
  );

  it(
    "page with a severity that is unknown, empty or oddly written",
    { tags: ["I51"] },
    async () => {
      const { engine, database } = await begin(open);
      const severities = ["purple", "", "Critical "];

      await send(engine, {
        alerts: severities.map((severity, index) =>
          odd(`Odd${index}`, { labels: { alertname: `Odd${index}`, severity } }),
        ),
      });

      const found = (await openIncidents(database.kysely, 10)).map(({ severity }) => severity);
      expect(found.toSorted()).toEqual<Severity[]>(["SEV2", "SEV3", "SEV3"]);
      expect(await counts(database)).toEqual({ incidents: 3, pages: 3 });
    },
  );

  it(
    "leave metrics and lanes as they are, however many values they route by",
    { tags: ["I52"] },
    async () => {
      const routes = { service: "checkout", groupBy: ["shard"] };
      const { engine, database } = await begin(open, { routes });
      await send(engine, {
        alerts: Array.from({ length: 100 }, (_, index) =>
          odd(`a${index}`, { labels: { alertname: "Disk", shard: `shard-${index}` } }),
        ),
      });

      expect(await counts(database)).toMatchObject({ incidents: 100 });
      expect((await engine.metrics.render()).text).not.toContain("shard");
      const lanes = await database.kysely.selectFrom("lane").select("name").execute();
      const names = lanes.map(({ name }) => name);
      expect(names.filter((name) => name.startsWith("page:"))).toHaveLength(1);
      expect(names.filter((name) => name.includes("shard"))).toEqual([]);
    },
  );

  it("say how many of them are not there", { tags: ["I22"] }, async () => {
    const { engine, database } = await begin(open);

    await send(engine, { alerts: [odd("Disk")], truncatedAlerts: 7 });

    const [incident] = await openIncidents(database.kysely, 10);
    if (incident === undefined) throw new Error("There is no incident.");
    expect(await hiddenAlerts(database.kysely, incident.id, incident.openedAt.minus(1))).toBe(7);
  });

  it("are none when there are none", { tags: ["I20"] }, async () => {
    const { engine, database } = await begin(open);

    await send(engine, { alerts: [] });

    expect((await labelsOf(database)).size).toBe(0);
    expect(await counts(database)).toEqual({ incidents: 0, pages: 0 });
  });
});

async function begin(
  open: () => Promise<TestDatabase>,
  more: object = {},
): Promise<{ readonly engine: Engine; readonly database: TestDatabase }> {
  const database = await open();
  return { engine: createEngine(database, { configuration: configuration(more) }), database };
}

async function send(engine: Engine, fields: Fields, source = "prod"): Promise<void> {
  await deliver(engine, source, Buffer.from(JSON.stringify(webhook(fields))));
}

async function counts({ kysely }: TestDatabase): Promise<object> {
  const incidents = await kysely.selectFrom("incident").select("id").execute();
  const pages = await kysely.selectFrom("page").select("id").execute();
  return { incidents: incidents.length, pages: pages.length };
}

/** Those of each alert, by fingerprint. */
async function labelsOf({
  kysely,
}: TestDatabase): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const rows = await kysely.selectFrom("alert").select(["fingerprint", "labels"]).execute();
  return new Map(
    rows.map(({ fingerprint, labels }) => [fingerprint, labels as Record<string, string>]),
  );
}

function many(count: number): Fields {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, "x"]));
}
