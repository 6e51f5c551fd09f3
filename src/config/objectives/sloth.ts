import { z } from "zod";
import { errorAt, type KeyPath } from "#domain/configuration/finding.ts";
import { fromSloth, ObjectiveName, SlothSlo, Words } from "#domain/objective/sloth-slo.ts";
import { type Reading, readWith } from "./reading.ts";

const MONTH = 30 * 86_400;
const USUAL_MINIMUM = 5;

/** A whole file of Sloth's, as `sloth generate` reads it. */
const SlothFile = z.strictObject({
  version: z.literal("prometheus/v1"),
  service: ObjectiveName,
  labels: Words,
  slos: z.array(SlothSlo.extend({ name: ObjectiveName })).min(1, "list at least one objective"),
});

const PLUGINS = {
  message: "plugins of Sloth are programs that Muster does not run",
  fix: "write the plugin's queries out as sli.events, or let Sloth make these rules",
};

/** The objectives of a file in Sloth's own form. */
export function readSloth(value: unknown): Reading {
  return readSlothAt(value, []);
}

/** The same as a resource of Kubernetes, whose keys are written in camel case below `spec`. */
export function readSlothResource(value: unknown): Reading {
  const { kind, spec } = z
    .looseObject({ kind: z.unknown().optional(), spec: z.unknown().optional() })
    .parse(value);
  if (kind !== "PrometheusServiceLevel") {
    const message = `there is no ${JSON.stringify(kind)} among the kinds of objectives`;
    const fix = "leave it out of these files: Muster derives the windows of alerts itself";
    return { objectives: [], problems: [errorAt(["kind"], message, fix)] };
  }
  const file = { version: "prometheus/v1", ...Object(inSnakeCase(spec)) };
  return readSlothAt(file, ["spec"]);
}

function readSlothAt(value: unknown, path: KeyPath): Reading {
  const plugin = pluginIn(value);
  if (plugin !== null) {
    const { message, fix } = PLUGINS;
    return { objectives: [], problems: [errorAt([...path, ...plugin], message, fix)] };
  }
  return readWith(SlothFile, value, { path, read: meaning });
}

function meaning({ service, labels, slos }: z.output<typeof SlothFile>): Reading {
  const objectives = slos.map(({ name, ...slo }) => {
    const place = { service, name, window: MONTH, minimumBad: USUAL_MINIMUM };
    return fromSloth({ ...slo, labels: { ...labels, ...slo.labels } }, place);
  });
  const problems = slos.flatMap(({ name }, at) => {
    if (slos.findIndex((other) => other.name === name) === at) return [];
    const message = `there is a second objective ${name}`;
    return [errorAt(["slos", at, "name"], message, "give one of them another name")];
  });
  return { objectives, problems };
}

function pluginIn(value: unknown): KeyPath | null {
  const { slo_plugins: chain, slos } = z
    .looseObject({ slo_plugins: z.unknown().optional(), slos: z.unknown().optional() })
    .catch({ slo_plugins: undefined, slos: [] })
    .parse(value);
  if (chain !== undefined) return ["slo_plugins"];
  const entries: readonly unknown[] = Array.isArray(slos) ? slos : [];
  const at = entries.findIndex((slo) => PLUGGED.some((shape) => shape.safeParse(slo).success));
  return at < 0 ? null : ["slos", at];
}

const Something = z.unknown().refine((value) => value !== undefined);
const PLUGGED = [
  z.looseObject({ plugins: Something }),
  z.looseObject({ sli: z.looseObject({ plugin: Something }) }),
];

/** `errorQuery` becomes `error_query`; what labels and annotations are called is theirs. */
function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSnakeCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      const isTheirs = key === "labels" || key === "annotations";
      return [snake(key), isTheirs ? inner : inSnakeCase(inner)];
    }),
  );
}

function snake(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
