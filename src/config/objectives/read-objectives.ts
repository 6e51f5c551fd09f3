import { z } from "zod";
import { errorAt, formatPath, type Problem } from "#domain/configuration/finding.ts";
import { alertPairs } from "#domain/objective/alert-pairs.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { renamedBuckets } from "#domain/objective/query.ts";
import { type Indicators, readIndicator, readOpenSlo } from "./openslo.ts";
import { readPyrra } from "./pyrra.ts";
import type { Reading } from "./reading.ts";
import { readSloth, readSlothResource } from "./sloth.ts";
import { type FileFinding, readDocuments, type YamlDocument } from "./yaml-documents.ts";

/** Every objective that could be read, and what is wrong with the others. */
export type ObjectiveFiles = {
  readonly objectives: readonly Objective[];
  readonly findings: readonly FileFinding[];
};

/** Reads files of Sloth, OpenSLO and Pyrra, or all those in a folder. */
export async function readObjectives(places: readonly string[]): Promise<ObjectiveFiles> {
  const read = await Promise.all(places.map(readDocuments));
  const documents = read.flatMap((one) => one.documents);
  const indicators: Indicators = new Map(
    documents.flatMap(({ value }) => [...readIndicator(value)]),
  );
  const readings = documents.map((document) => ({
    document,
    ...meaningOf(document.value, indicators),
  }));
  const objectives = readings.flatMap((reading) => reading.objectives);
  const problems = readings.flatMap(({ document, problems: wrong }) => {
    return wrong.map((problem) => place(problem, document));
  });
  const twins = readings.flatMap(({ document, objectives: own }, at) => {
    const before = new Set(
      readings.slice(0, at).flatMap((one) => one.objectives.map(({ id }) => id)),
    );
    return own.filter(({ id }) => before.has(id)).map(({ id }) => place(twin(id), document));
  });
  const unread = read.flatMap(({ findings }) => findings);
  return { objectives, findings: [...unread, ...problems, ...twins] };
}

/** Nobody could tell which of the two is meant. */
export function twin(id: string): Problem {
  return errorAt([], `there is a second objective ${id}`, "give one of them another name");
}

/** What is worth knowing of rules that can be made. */
export function notesOn(objective: Objective): readonly string[] {
  const notes = [...unreachablePairs(objective), ...renamed(objective)];
  return notes.map((note) => `${objective.id}: ${note}`);
}

/** Pairs of windows that can never fire: the objective is too loose for them. */
function unreachablePairs({ target, window }: Objective): readonly string[] {
  return alertPairs(target, window).unreachable.map(({ short, long, factor }) => {
    const windows = `${prometheusDuration(short)}/${prometheusDuration(long)}`;
    return `the alert over ${windows} is left out, since even an outage burns slower than ${factor.toString()} times`;
  });
}

function renamed(objective: Objective): readonly string[] {
  return renamedBuckets(objective).map((bucket) => {
    const decimal = bucket.replace(/\d+/, "$&.0");
    return `Prometheus 3 calls ${bucket} ${decimal}: ${decimal.replace("=", "=~").replace(".0", "(\\\\.0)?")} finds both`;
  });
}

const Kind = z.looseObject({ version: z.unknown().optional(), apiVersion: z.unknown().optional() });

function meaningOf(value: unknown, indicators: Indicators): Reading {
  const kind = Kind.safeParse(value);
  const name = kind.success ? (kind.data.apiVersion ?? kind.data.version) : undefined;
  switch (name) {
    case "prometheus/v1":
      return readSloth(value);
    case "sloth.slok.dev/v1":
      return readSlothResource(value);
    case "openslo/v1":
      return readOpenSlo(value, indicators);
    case "pyrra.dev/v1alpha1":
      return readPyrra(value);
    case "openslo/v1alpha": {
      const message = "this is an early form of OpenSLO, which v1 has replaced";
      const fix =
        "write it as openslo/v1: ratioMetrics becomes an indicator with ratioMetric, timeWindows a timeWindow";
      return { objectives: [], problems: [errorAt(["apiVersion"], message, fix)] };
    }
    default: {
      const message = "this is no file of objectives that Muster knows";
      const fix =
        "begin with version: prometheus/v1 (Sloth), or apiVersion: sloth.slok.dev/v1, openslo/v1 or pyrra.dev/v1alpha1";
      return { objectives: [], problems: [errorAt([], message, fix)] };
    }
  }
}

function place({ path, ...words }: Problem, { file, lineOf }: YamlDocument): FileFinding {
  return { ...words, file, path: formatPath(path), line: lineOf(path) };
}
