import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = path.join(import.meta.dirname, "..", "..");
const Package = z.object({ scripts: z.record(z.string(), z.string()) });

const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" })
  .split("\0")
  .filter((file) => file !== "" && existsSync(path.join(ROOT, file)));
const pages = tracked.filter((file) => file.endsWith(".md") && !file.startsWith("runbooks/"));
const scripts = new Set(Object.keys(Package.parse(JSON.parse(read("package.json"))).scripts));

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

/** What a page links to within the repository, from its root: a file, and perhaps a heading in it. */
function linksIn(page: string): readonly string[] {
  const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      if (target.startsWith("#")) return `${page}${target}`;
      return path.posix.join(path.posix.dirname(page), target);
    });
}

function isThere(link: string): boolean {
  const [file = "", heading] = link.split("#");
  if (!existsSync(path.join(ROOT, file))) return false;
  return heading === undefined || headingsOf(file).includes(heading);
}

/** Headings as GitHub names them in addresses. */
function headingsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The scripts of package.json that a page tells people to run. */
function scriptsIn(page: string): readonly string[] {
  const named = /\bnpm (?:run (?:-\w+ )*(?<run>[\w:-]+)|(?<short>test|start)\b)/g;
  return [...read(page).matchAll(named)].map(({ groups }) => groups?.run ?? groups?.short ?? "");
}

describe("the README", () => {
  it("has the commands by which a newcomer starts, as they are typed", () => {
    const readme = read("README.md");

    expect(readme).toContain("npm ci && npm run demo");
    expect(readme).toContain("npm ci && npm test");
  });
});

describe("the pages for people", () => {
  it("are all found from the README", () => {
    const docs = pages.filter((page) => /^docs\/[^/]+$/.test(page));

    expect(docs.filter((page) => !linksIn("README.md").includes(page))).toEqual([]);
  });

  it("link only to what is there", () => {
    const links = pages.flatMap((page) => linksIn(page).map((link) => ({ page, link })));

    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(({ link }) => !isThere(link))).toEqual([]);
  });

  it("name only scripts that there are", () => {
    const named = pages.flatMap((page) => scriptsIn(page).map((script) => ({ page, script })));

    expect(named.map(({ script }) => script)).toEqual(
      expect.arrayContaining(["demo", "test", "start", "muster", "check"]),
    );
    expect(named.filter(({ script }) => !scripts.has(script))).toEqual([]);
  });
});

describe("the files of the repository", () => {
  const others = tracked.filter((file) => path.join(ROOT, file) !== import.meta.filename);
  const traces = [
    ["path of somebody's machine", /(?<![\w.])\/(?:work|root|home|Users)\/\w/],
    ["host of a package registry", /"resolved": "http|registry=|registry\.\w+\.\w+|\.tgz\b/],
  ] as const;

  it.each(traces)("hold no %s", (_, trace) => {
    const found = others.flatMap((file) => {
      const lines = read(file).split("\n");
      return lines.filter((line) => trace.test(line)).map((line) => `${file}: ${line.trim()}`);
    });

    expect(found).toEqual([]);
  });
});
