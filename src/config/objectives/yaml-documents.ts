import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readYaml } from "#config/read-yaml.ts";
import type { Finding, KeyPath } from "#domain/configuration/finding.ts";

export type FileFinding = Finding & { readonly file: string };

export type YamlDocument = {
  readonly file: string;
  readonly value: unknown;
  readonly lineOf: (path: KeyPath) => number;
};

const YAML = /\.ya?ml$/;

export type YamlDocuments = {
  readonly documents: readonly YamlDocument[];
  readonly findings: readonly FileFinding[];
};

/** Every document of a file, or of all YAML files in a folder, with the lines on which its keys stand. */
export async function readDocuments(path: string): Promise<YamlDocuments> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const names = isFolder
      ? (await readdir(path)).filter((name) => YAML.test(name)).toSorted()
      : [];
    const files = isFolder ? names.map((name) => join(path, name)) : [path];
    const read = await Promise.all(
      files.map(async (file) => split(file, await readFile(file, "utf8"))),
    );
    return {
      documents: read.flatMap((one) => one.documents),
      findings: read.flatMap((one) => one.findings),
    };
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const finding = { file: path, level: "error", path: "", line: null, message, fix: "" } as const;
    return { documents: [], findings: [finding] };
  }
}

/** The documents of one file, each with the line on which it begins. */
function split(file: string, text: string): YamlDocuments {
  const lines = text.split("\n");
  const starts = [0, ...lines.flatMap((line, at) => (/^---(?:\s|$)/.test(line) ? [at + 1] : []))];
  const places = starts.map((start, at) => {
    const end = starts[at + 1];
    const part = lines.slice(start, end === undefined ? undefined : end - 1).join("\n");
    return readPart(file, part, start);
  });
  return {
    documents: places.flatMap(({ documents }) => documents),
    findings: places.flatMap(({ findings }) => findings),
  };
}

function readPart(file: string, text: string, before: number): YamlDocuments {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const findings = yaml.findings.map((finding) => {
      return { ...finding, file, line: finding.line === null ? null : finding.line + before };
    });
    return { documents: [], findings };
  }
  if (yaml.value === null) return { documents: [], findings: [] };
  const { value, lineOf } = yaml;
  const document = { file, value, lineOf: (path: KeyPath) => lineOf(path) + before };
  return { documents: [document], findings: [] };
}
