import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duration } from "luxon";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openConfiguration } from "#config/configured.ts";
import { createLogger } from "#telemetry/logger.ts";
import { at } from "#test/support/build.ts";
import { runMuster } from "#test/support/cli.ts";
import { CLEAN } from "./edited.ts";

const GOOD = '{% prose "summary", "Summary", "What happened?" %}\n{% facts "timeline" %}\n';

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-templates-"));
  await mkdir(join(folder, "templates"));
  const templates = [{ id: "ours", file: "templates/ours.liquid" }];
  await writeFile(
    join(folder, "muster.yaml"),
    `${CLEAN}\npostmortems: ${JSON.stringify({ templates })}\n`,
  );
});
afterEach(() => rm(folder, { recursive: true }));

function write(text: string): Promise<void> {
  return writeFile(join(folder, "templates", "ours.liquid"), text);
}

it(
  "names the file and the line of what is wrong with a template",
  { timeout: 60_000 },
  async () => {
    const file = join(folder, "templates", "ours.liquid");
    const missing = await runMuster(folder, ["check"]);
    expect(missing.code).toBe(1);
    expect(missing.out).toContain(
      `./muster.yaml: error: postmortems.templates[0].file: the template ${file} cannot be read: ENOENT`,
    );

    await write(GOOD);
    expect(await runMuster(folder, ["check"])).toMatchObject({
      code: 0,
      out: "./muster.yaml: nothing is wrong\n",
    });

    await write(`${GOOD}{{ incident.titel }}`);
    const { code, out } = await runMuster(folder, ["check"]);
    expect(code).toBe(1);
    expect(out).toBe(
      [
        `${file}:3: error: there is no variable incident.titel; did you mean incident.title?`,
        "./muster.yaml: 1 error, 0 warnings",
        "",
      ].join("\n"),
    );
  },
);

it("uses a template that has changed at once", async () => {
  await write(GOOD);
  const log = createLogger({ level: "silent" });
  const options = { path: join(folder, "muster.yaml"), log, now: () => at("10:00") };
  const opened = await openConfiguration({ ...options, every: Duration.fromMillis(10) });
  if (!opened.ok) throw new Error("The configuration was refused.");
  const { configured } = opened;
  try {
    expect(configured.templates().map(({ id, text }) => [id, text])).toEqual([["ours", GOOD]]);

    await write("changed");

    await expect.poll(() => configured.templates()[0]?.text, { timeout: 50_000 }).toBe("changed");
  } finally {
    await configured.close();
  }
});
