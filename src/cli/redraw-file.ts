import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { redrawFacts } from "#documents/redraw.ts";

type Drawn = {
  /** The whole document, for a file that is not there yet. */
  readonly whole: () => string;
  readonly facts: (id: string) => string | null;
};

/** Redraws the facts in a file of people's; one that is not there is made. Where a marker is damaged nothing is touched. */
export async function redrawFile(file: string, { whole, facts }: Drawn): Promise<void> {
  const bytes = await bytesOf(file);
  if (bytes === null) return await create(file, whole());
  const before = textOf(bytes);
  if (before === null) return fail([`${file}: this is no UTF-8; nothing was changed`]);
  const redrawing = redrawFacts(before, facts);
  if (redrawing.kind === "damaged") {
    const lines = redrawing.problems.map(({ line, message }) => `${file}:${line}: ${message}`);
    return fail([...lines, "Nothing was changed."]);
  }
  if (redrawing.text !== before) await replace(file, redrawing.text);
  const parts = redrawing.parts.join(", ");
  console.log(`${file}: ${redrawing.text === before ? "nothing is new in" : "redrawn"} ${parts}`);
}

async function create(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: "wx" });
  console.log(`${file}: written`);
}

async function bytesOf(file: string): Promise<Uint8Array | null> {
  return await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
}

/** With all of its bytes, so that it can be written as it was; null when that cannot be. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** All of it or nothing: a crash half way must not take what people wrote. */
async function replace(file: string, text: string): Promise<void> {
  const target = await realpath(file);
  const beside = `${target}.${process.pid}.muster`;
  try {
    await writeFile(beside, text, { mode: (await stat(target)).mode, flag: "wx" });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function fail(lines: readonly string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
