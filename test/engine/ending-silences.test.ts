import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { endingSilences } from "#engine/duty/ending-silences.ts";
import type { Engine } from "#engine/engine.ts";
import { createLogger } from "#telemetry/logger.ts";
import { configuration } from "#test/support/engine.ts";

const EVENING = DateTime.fromISO("2026-11-20T18:00:00Z");
const API = { type: "alertmanager", api: { url: "http://127.0.0.1:9093" } };
const SOURCES = { prod: API, test: API, blind: { type: "alertmanager" } };

type Silences = Engine["readers"]["alertmanager"]["silences"];

it("are those of all sources that end by then, the next one first", async () => {
  const found = await ask(async ({ id }) => {
    return [
      silence(`${id} late`, "18:01"),
      silence(`${id} soon`, id === "prod" ? "18:00" : "17:00"),
    ];
  });

  expect(found.silences.map(({ id }) => id)).toEqual(["test soon", "prod soon"]);
  expect(found.unasked).toEqual([]);
});

it("are told as far as they are known, with who could not be asked", async () => {
  const found = await ask(async ({ id }) => {
    if (id === "test") throw new Error("it is down");
    return [silence("known", "17:00")];
  });

  expect(found).toMatchObject({ silences: [{ id: "known" }], unasked: ["test"] });
});

async function ask(silences: Silences): ReturnType<typeof endingSilences> {
  const settings = configuration({ sources: SOURCES });
  const engine = {
    configuration: () => settings,
    readers: { alertmanager: { silences } },
    logger: createLogger({ level: "silent" }),
  };
  return await endingSilences(engine, EVENING);
}

function silence(id: string, time: string): Awaited<ReturnType<Silences>>[number] {
  const endsAt = DateTime.fromISO(`2026-11-20T${time}:00Z`);
  return { id, endsAt, createdBy: "eve", comment: "", matchers: [] };
}
