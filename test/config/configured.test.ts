import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DateTime, Duration } from "luxon";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Configured, openConfiguration } from "#config/configured.ts";
import { createLogger } from "#telemetry/logger.ts";
import { CLEAN } from "./edited.ts";

const NOW = DateTime.fromISO("2026-11-20T12:00:00Z", { zone: "utc" });
const RENAMED = CLEAN.replace("name: API", "name: Renamed");
const BROKEN = CLEAN.replace("team: shop", "team: nobody");
/** Other work may hold the machine. */
const PATIENT = { timeout: 50_000, interval: 10 };

let folder = "";
let path = "";
let lines: string[] = [];
let reloads: boolean[] = [];
const opened: Configured[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-configured-"));
  path = join(folder, "muster.yaml");
  lines = [];
  reloads = [];
  await writeFile(path, CLEAN);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((configured) => configured.close()));
  await rm(folder, { recursive: true });
});

async function open(every: Duration): Promise<Configured> {
  const result = await openConfiguration({
    path,
    log: createLogger({ level: "info", destination: { write: (line) => lines.push(line) } }),
    now: () => NOW,
    onReload: (applied) => reloads.push(applied),
    every,
  });
  if (!result.ok) throw new Error("The configuration was refused.");
  opened.push(result.configured);
  return result.configured;
}

/** For tests that ask for a reload themselves: the files are not looked at. */
function openStill(): Promise<Configured> {
  return open(Duration.fromObject({ hours: 1 }));
}

function openWatching(): Promise<Configured> {
  return open(Duration.fromMillis(10));
}

function nameOf(configured: Configured): string | undefined {
  return configured.current().services.get("api")?.name;
}

describe("openConfiguration", () => {
  it("refuses to start with a bad file", async () => {
    await writeFile(path, BROKEN);

    const result = await openConfiguration({
      path,
      log: createLogger({ level: "silent" }),
      now: () => NOW,
    });

    expect(result).toMatchObject({ ok: false, findings: [{ path: "services.api.team", line: 6 }] });
  });

  it("starts with what can be used, and logs what is worth putting right", async () => {
    await writeFile(path, CLEAN.replace(", heartbeat: {}", ""));

    const configured = await openStill();

    expect([nameOf(configured), configured.version(), configured.problem()]).toEqual([
      "API",
      1,
      null,
    ]);
    expect(lines.join("")).toContain('"path":"sources.am","line":17');
  });
});

describe("reload", () => {
  it("uses a good file from then on", async () => {
    const configured = await openStill();
    await writeFile(path, RENAMED);

    expect(await configured.reload()).toBe(true);

    expect([nameOf(configured), configured.version(), configured.problem()]).toEqual([
      "Renamed",
      2,
      null,
    ]);
    expect(reloads).toEqual([true]);
  });

  it(
    "keeps the old configuration when the file is bad, and says why, when and where",
    { tags: ["I54", "I56"] },
    async () => {
      const configured = await openStill();
      await writeFile(path, BROKEN);

      expect(await configured.reload()).toBe(false);

      expect([nameOf(configured), configured.version()]).toEqual(["API", 1]);
      expect(configured.problem()).toMatchObject({
        at: NOW,
        findings: [
          { path: "services.api.team", line: 6, message: "there is no nobody under teams" },
        ],
      });
      expect(reloads).toEqual([false]);
      expect(lines.join("")).toMatch(/"level":50.*services\.api\.team.*"configuration refused"/);
    },
  );

  it("keeps the old configuration when the file is gone", { tags: ["I56"] }, async () => {
    const configured = await openStill();
    await rm(path);

    expect(await configured.reload()).toBe(false);

    expect(nameOf(configured)).toBe("API");
    expect(configured.problem()?.findings[0]?.message).toMatch(/^there is no file/);
  });

  it("forgets the problem once the file is good again", async () => {
    const configured = await openStill();
    await writeFile(path, BROKEN);
    await configured.reload();
    await writeFile(path, RENAMED);
    await configured.reload();

    expect([nameOf(configured), configured.problem()]).toEqual(["Renamed", null]);
    expect(reloads).toEqual([false, true]);
  });

  it("reads runbooks again as well", async () => {
    const configured = await openStill();
    await mkdir(join(folder, "runbooks"));
    await writeFile(
      join(folder, "runbooks", "errors.md"),
      "---\ntitle: Ours\nowner: shop\nreviewed: 2026-11-20\n---\n\nDo this.\n",
    );
    await configured.reload();

    expect(configured.runbooks().map(({ title }) => title)).toEqual(["Ours"]);
  });

  it("takes one request after another", async () => {
    const configured = await openStill();
    await writeFile(path, BROKEN);
    const first = configured.reload();
    const second = first.then(() => writeFile(path, RENAMED)).then(() => configured.reload());

    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect([nameOf(configured), configured.version()]).toEqual(["Renamed", 2]);
  });
});

describe("a file that changes while the program runs", { timeout: 60_000 }, () => {
  it("is used when it is written in place", async () => {
    const configured = await openWatching();
    await writeFile(path, RENAMED);

    await expect.poll(() => nameOf(configured), PATIENT).toBe("Renamed");
  });

  it("is used when an editor replaces it", async () => {
    const configured = await openWatching();
    await writeFile(join(folder, ".muster.yaml.swp"), RENAMED);
    await rename(join(folder, ".muster.yaml.swp"), path);

    await expect.poll(() => nameOf(configured), PATIENT).toBe("Renamed");
  });

  it("is used when Kubernetes swaps the link to its folder", async () => {
    await mkdir(join(folder, "..2026_1"));
    await mkdir(join(folder, "..2026_2"));
    await writeFile(join(folder, "..2026_1", "muster.yaml"), CLEAN);
    await writeFile(join(folder, "..2026_2", "muster.yaml"), RENAMED);
    await symlink("..2026_1", join(folder, "..data"));
    await rm(path);
    await symlink("..data/muster.yaml", path);
    const configured = await openWatching();

    await symlink("..2026_2", join(folder, "..data_tmp"));
    await rename(join(folder, "..data_tmp"), join(folder, "..data"));

    await expect.poll(() => nameOf(configured), PATIENT).toBe("Renamed");
  });

  it("is reported once when it is bad, and used once it is good", { tags: ["I56"] }, async () => {
    const configured = await openWatching();
    await writeFile(path, BROKEN);
    await expect.poll(() => configured.problem(), PATIENT).not.toBeNull();
    await writeFile(path, RENAMED);
    await expect.poll(() => nameOf(configured), PATIENT).toBe("Renamed");

    expect(configured.problem()).toBeNull();
    expect(reloads).toEqual([false, true]);
  });

  it("is waited for when it is taken away for a moment", async () => {
    const configured = await openWatching();
    await rm(path);
    await expect.poll(() => configured.problem(), PATIENT).not.toBeNull();
    expect(nameOf(configured)).toBe("API");
    await writeFile(path, RENAMED);

    await expect.poll(() => nameOf(configured), PATIENT).toBe("Renamed");
  });

  it("is no longer looked at after closing", async () => {
    const configured = await openWatching();
    await configured.close();
    await writeFile(path, RENAMED);
    const other = await openWatching();
    await writeFile(path, CLEAN);
    await expect.poll(() => nameOf(other), PATIENT).toBe("API");

    expect(configured.version()).toBe(1);
  });
});
