import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createPageBuild, type PageSources } from "#sandbox/live/page-build.ts";

type Site = PageSources & { readonly write: (name: string, content: string) => Promise<void> };

/** A page of one script, outside of the sandbox. */
async function site(): Promise<Site> {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-page-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [page, lock] = [path.join(folder, "page"), path.join(folder, "lock.json")];
  async function write(name: string, content: string): Promise<void> {
    await writeFile(path.join(folder, name), content);
  }
  await mkdir(page);
  await write("lock.json", "{}");
  await write("page/vite.config.ts", "export default {};");
  await write("page/index.html", '<script type="module" src="./main.ts"></script>');
  await write("page/main.ts", 'document.title = "first";');
  return { page, files: [lock], builds: path.join(folder, "builds"), write };
}

async function script(sources: PageSources, folder: string): Promise<string> {
  const [name = ""] = await readdir(path.join(folder, "assets"));
  const content = await createPageBuild(sources).asset(name);
  return Buffer.from(content ?? []).toString();
}

// A limit for what hangs: a build takes a second, longer on a busy machine.
describe("the build of the page", { timeout: 60_000 }, () => {
  it("is made once and kept for whoever comes later", async () => {
    const sources = await site();

    const folder = await createPageBuild(sources).folder();

    expect(await readdir(folder)).toEqual(["assets", "index.html"]);
    expect(await script(sources, folder)).toContain("first");
    expect(await createPageBuild(sources).folder()).toBe(folder);
    expect(await readdir(sources.builds)).toEqual([path.basename(folder)]);
  });

  it.each([
    ["a source", "page/main.ts", 'document.title = "second";'],
    ["a package", "lock.json", '{ "other": true }'],
  ])("is made anew when %s is another one, and serves windows of the old one", async (...given) => {
    const [, file, content] = given;
    const sources = await site();
    const build = createPageBuild(sources);
    const old = await build.folder();

    await sources.write(file, content);

    expect(await build.folder()).not.toBe(old);
    expect(await script(sources, old)).toContain("first");
  });

  it("is shared by all who ask at once, in this program and in others", async () => {
    const sources = await site();
    const [one, other] = [createPageBuild(sources), createPageBuild(sources)];

    const [first, again] = [one.folder(), one.folder()];
    const folders = await Promise.all([first, again, other.folder()]);

    expect(first).toBe(again);
    expect(new Set(folders).size).toBe(1);
    expect(await readdir(sources.builds)).toHaveLength(1);
  });

  it("says what is wrong, leaves nothing behind, and works once it is right", async () => {
    const sources = await site();
    const build = createPageBuild(sources);
    await sources.write("page/main.ts", "const = ;");

    await expect(build.folder()).rejects.toThrow(/could not be built.*main\.ts.*and reload/s);
    expect(await readdir(sources.builds)).toEqual([]);

    await sources.write("page/main.ts", 'document.title = "mended";');
    expect(await script(sources, await build.folder())).toContain("mended");
  });

  it("says how to install packages that it lacks", async () => {
    const sources = await site();
    await sources.write("page/main.ts", 'import "no-such-package";');

    await expect(createPageBuild(sources).folder()).rejects.toThrow(/npm ci without --omit=dev/);
  });
});
