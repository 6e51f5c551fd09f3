import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loadConfiguration } from "#config/load.ts";
import { MIA } from "#demo/postmortem/cast.ts";
import { writeExample } from "#demo/postmortem/example.ts";
import { play } from "#demo/postmortem/play.ts";
import { INCIDENT } from "#demo/postmortem/story.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { publishDocument } from "#store/postmortem/search.ts";
import { at } from "#test/support/build.ts";
import { type Outcome, runMuster } from "#test/support/cli.ts";
import { withDatabase, withPostgres } from "#test/support/database.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CONFIGURATION = join(ROOT, "demo", "muster.yaml");

withDatabase("docs/example-postmortem.md", (open) => {
  it("is what the program writes (npm run postmortem-example)", async () => {
    const files = await writeExample(await open());

    for (const { path, text } of files) {
      expect(await readFile(join(ROOT, "docs", path), "utf8")).toBe(text);
    }
    expect(files).toHaveLength(2);
  });
});

withPostgres("muster postmortem", (open) => {
  it("redraws facts in a file, and touches nothing else", async () => {
    const database = await open();
    const loaded = await loadConfiguration(CONFIGURATION);
    if (!loaded.ok) throw new Error("the demo's configuration cannot be used");
    const engine = await play(database, loaded);
    const folder = await mkdtemp(join(tmpdir(), "muster-postmortem-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "postmortems"));
    const file = join(folder, "postmortems", "one.md");
    const environment = { DATABASE_URL: database.url ?? "", MUSTER_CONFIG: CONFIGURATION };
    function muster(...args: string[]): Promise<Outcome> {
      return runMuster(folder, ["postmortem", ...args], environment);
    }

    const made = await muster("INC-1", "--into", "postmortems/one.md", "--images", "charts");
    expect(made).toMatchObject({ code: 0, out: "postmortems/one.md: written\n" });
    const first = await readFile(file, "utf8");
    expect(first).toContain("| **23.3 %** |");
    expect(first).toContain("](../charts/INC-1-checkout-availability.svg)");
    expect(
      await readFile(join(folder, "charts", "INC-1-checkout-availability.svg"), "utf8"),
    ).toMatch(/^<svg /);

    // People put their own words everywhere, move a heading, and their editor has other line ends.
    const edited = first
      .replace("# INC-1:", "\uFEFFOurs, above all.\n\n# INC-1:")
      .replace("## Summary", "## In short  \n\n\tTab, and two blanks:  \n")
      .replaceAll("\n", "\r\n")
      .concat("\r\nNo line ends here");
    await writeFile(file, edited);
    await changeIncident(engine, INCIDENT, () => ({ kind: "finish-task", by: MIA, number: 1 }));
    const redrawn = await muster("1", "--into", "postmortems/one.md", "--images", "charts");
    expect(redrawn).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^.*: redrawn overview, /),
    });
    const second = await readFile(file, "utf8");
    expect(outside(second)).toBe(outside(edited));
    expect(second).not.toBe(edited);
    expect(second).toContain("| P0 | done ");
    expect(second.replaceAll("\r\n", "")).not.toContain("\n");
    expect(await muster("1", "--into", "postmortems/one.md", "--images", "charts")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/: nothing is new in overview, /),
    });

    const damaged = second.replace("<!-- /muster:impact -->\r\n", "");
    await writeFile(file, damaged);
    const refused = await muster("1", "--into", "postmortems/one.md");
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /^postmortems\/one\.md:\d+: muster:timings begins before muster:impact is closed$/m,
    );
    expect(await readFile(file, "utf8")).toBe(damaged);

    expect((await muster("INC-1", "--plain")).out).not.toContain("<!--");
    expect((await muster("INC-1", "--zone", "UTC", "--template", "lightweight")).out).toMatch(
      /## What we learnt[^]*\| UTC \| What happened \|/,
    );
    expect(await muster("INC-2")).toMatchObject({ code: 1, err: "There is no incident INC-2.\n" });
    for (const wrong of [["x"], ["1", "--zone", "Mars"], ["1", "--template", "none"]]) {
      expect((await muster(...wrong)).code).toBe(2);
    }

    const kept = { incident: INCIDENT, title: "One", markdown: "# As published\n" };
    await database.transaction((tx) => publishDocument(tx, kept, at("10:00")));
    expect((await muster("INC-1")).out).toBe("# As published\n");
    expect(await muster("INC-1", "--into", "postmortems/one.md")).toMatchObject({
      code: 1,
      err: "The postmortem of INC-1 is published: its facts are redrawn no more.\n",
    });
  });
});

/** What stands outside of the markers, with them. */
function outside(text: string): string {
  return text.replaceAll(
    /^(<!-- muster:(\S+) -->\r?\n)[^]*?^(<!-- \/muster:\2 -->)/gm,
    (_, open: string, __, close: string) => `${open}${close}`,
  );
}
