import { readFile } from "node:fs/promises";

/** What stands in a file that somebody configured; throws an error that says in words what is wrong with it. */
export async function readConfigured(file: string): Promise<string> {
  const text = (await readText(file)).trim();
  if (text === "") throw new Error(`The file ${file} is empty.`);
  return text;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new Error(`The file ${file} cannot be read${code}.`, { cause: error });
  }
}
