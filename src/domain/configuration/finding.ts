import { closestName } from "./did-you-mean.ts";

/** Where in muster.yaml: keys and positions, from the top. */
export type KeyPath = readonly (string | number)[];

/** Something that is wrong with the configuration, and what to do about it. */
export type Problem = {
  /** An error keeps the configuration from being used; a warning does not. */
  readonly level: "error" | "warning";
  readonly path: KeyPath;
  readonly message: string;
  readonly fix: string;
};

/** A problem with its place in the file, as people are told. */
export type Finding = {
  readonly level: "error" | "warning";
  /** Such as `policies.usual.levels[0].notify[1].person`; empty for the whole file. */
  readonly path: string;
  /** From 1; null when there is no line to name. */
  readonly line: number | null;
  readonly message: string;
  readonly fix: string;
};

/** A path as people read it. */
export function formatPath(path: KeyPath): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

export function errorAt(path: KeyPath, message: string, fix: string): Problem {
  return { level: "error", path, message, fix };
}

export function warningAt(path: KeyPath, message: string, fix: string): Problem {
  return { level: "warning", path, message, fix };
}

/** A name that stands for nothing; the section is where such things are listed. */
export function unknownName(
  path: KeyPath,
  name: string,
  section: string,
  known: Iterable<string>,
): Problem {
  const guess = closestName(name, known);
  const fix = guess === null ? `add ${name} under ${section}` : `did you mean ${guess}?`;
  return errorAt(path, `there is no ${name} under ${section}`, fix);
}
