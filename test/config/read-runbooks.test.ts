import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRunbooks } from "#config/read-runbooks.ts";

const GOOD = `---
title: Latency is too high
services: [checkout]
alerts:
  - HighLatency
  - "Slow*"
owner: platform
reviewed: 2026-11-20
---

## Check
`;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-runbooks-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("readRunbooks", () => {
  it("reads front matter and body, and takes the slug from the file's name", async () => {
    await write("latency.md", GOOD);

    expect(await readRunbooks(folder)).toEqual({
      runbooks: [
        {
          slug: "latency",
          title: "Latency is too high",
          services: ["checkout"],
          alerts: ["HighLatency", "Slow*"],
          owner: "platform",
          reviewed: "2026-11-20",
          body: "\n## Check\n",
        },
      ],
      problems: [],
    });
  });

  it.each([
    ["Windows line ends", GOOD.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${GOOD}`],
    ["a line of dashes in the body", `${GOOD}---\ntitle: Not this\n---\n`],
  ])("reads a file with %s", async (_, content) => {
    await write("latency.md", content);

    const { runbooks, problems } = await readRunbooks(folder);

    expect(problems).toEqual([]);
    expect(runbooks).toMatchObject([{ title: "Latency is too high" }]);
  });

  it("reads pages in the order of their names and leaves other files alone", async () => {
    await write("b.md", GOOD.replace("HighLatency", "B").replace("Slow*", "BB"));
    await write("a.md", GOOD);
    await write("README.md", "# How to write runbooks");
    await write("notes.txt", "nothing");

    const { runbooks, problems } = await readRunbooks(folder);

    expect(problems).toEqual([]);
    expect(runbooks.map(({ slug }) => slug)).toEqual(["a", "b"]);
  });

  it("reads the good files beside broken ones, and names each broken one", async () => {
    await write("a-broken.md", "no front matter");
    await write("latency.md", GOOD);
    await mkdir(join(folder, "z-folder.md"));

    const { runbooks, problems } = await readRunbooks(folder);

    expect(runbooks.map(({ slug }) => slug)).toEqual(["latency"]);
    expect(problems.map(({ file }) => file)).toEqual([
      join(folder, "a-broken.md"),
      join(folder, "z-folder.md"),
    ]);
  });

  it.each([
    ["no front matter", "# Latency", /^start the file with its front matter/],
    ["front matter without an end", "---\ntitle: x\n", /^start the file with its front matter/],
    ["an empty front matter", "---\n# none\n---\nx", /^front matter: write the fields title,/],
    ["no body", GOOD.replace("## Check", ""), /^write what to do below the front matter/],
    ["no title", GOOD.replace(/title.*\n/, ""), /^title: give the page a title/],
    ["no owner", GOOD.replace("platform", ""), /^owner: name the team or person/],
    ["a wrong date", GOOD.replace("2026-11-20", "2026-13-20"), /^reviewed: .* YYYY-MM-DD$/],
    ["a wrong list", GOOD.replace("[checkout]", "checkout"), /^services: write a list/],
    ["a wrong alert", GOOD.replace("Slow*", "*Slow"), /^alerts\.1: write an alert name/],
    ["an unknown field", GOOD.replace("owner", "team: x\nowner"), /^front matter: take out team;/],
    ["a field twice", GOOD.replace("owner", "title: x\nowner"), /keys must be unique at line 7\b/],
    ["broken YAML", GOOD.replace("[checkout]", "[checkout"), /^cannot be read: .* at line \d+, /],
  ])("says what to do about %s", async (_, content, message) => {
    await write("latency.md", content);

    const { runbooks, problems } = await readRunbooks(folder);

    expect(runbooks).toEqual([]);
    expect(problems).toEqual([
      { file: join(folder, "latency.md"), message: expect.stringMatching(message) },
    ]);
  });

  it("misses steps below the heading of the mitigation, and shows the page all the same", async () => {
    await write("latency.md", GOOD.replace("## Check", "## Stop the pain\n\nThink."));

    const { runbooks, problems } = await readRunbooks(folder);

    expect(runbooks).toHaveLength(1);
    expect(problems).toEqual([
      {
        file: join(folder, "latency.md"),
        message: expect.stringMatching(/^list below the heading of the mitigation/),
      },
    ]);
  });

  it("names every field that is wrong", async () => {
    await write("latency.md", "---\nalerts: []\n---\nbody");

    const { problems } = await readRunbooks(folder);

    expect(problems.map(({ message }) => message.split(":")[0])).toEqual([
      "title",
      "owner",
      "reviewed",
    ]);
  });

  it("refuses a file name that cannot stand in an address", async () => {
    await write("High Latency.md", GOOD);

    const { problems } = await readRunbooks(folder);

    expect(problems[0]?.message).toMatch(/^file name: use lower case letters/);
  });

  it("keeps two runbooks that claim the same alert, and says which one is shown", async () => {
    await write("a.md", GOOD);
    await write("b.md", GOOD.replace("Slow*", "Other"));

    const { runbooks, problems } = await readRunbooks(folder);

    expect(runbooks).toHaveLength(2);
    expect(problems).toEqual([
      {
        file: join(folder, "b.md"),
        message:
          "alerts: a.md claims HighLatency too and is the one shown; take it out of one of them",
      },
    ]);
  });

  it("survives YAML that unfolds to a bomb", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (const name of ["b", "c", "d", "e"]) {
      const last = String.fromCodePoint((name.codePointAt(0) ?? 0) - 1);
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${last}`).join(",")}]`);
    }
    await write("bomb.md", `---\n${bomb.join("\n")}\n---\nbody`);

    const { problems } = await readRunbooks(folder);

    expect(problems[0]?.message).toMatch(/^cannot be read: Excessive alias count/);
  });

  it("says when there is no such folder", async () => {
    const missing = join(folder, "missing");

    const { runbooks, problems } = await readRunbooks(missing);

    expect(runbooks).toEqual([]);
    expect(problems).toEqual([{ file: missing, message: expect.stringContaining("ENOENT") }]);
  });
});

function write(name: string, content: string): Promise<void> {
  return writeFile(join(folder, name), content);
}
