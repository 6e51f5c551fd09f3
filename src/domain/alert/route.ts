import { z } from "zod";
import { Slug } from "#domain/schema.ts";
import { Severity } from "#domain/severity.ts";
import { labelOf, Matcher, matchesAll } from "./matcher.ts";

const LabelName = z.string().min(1).max(256);

const fields = {
  service: Slug.optional().describe("The service that alerts reaching this route belong to."),
  severity: Severity.optional().describe("Overrides the severity that the alert's label says."),
  groupBy: z
    .array(LabelName)
    .optional()
    .describe("Labels that, with the service and the alert name, make one incident."),
};

/** A branch of the routing tree, with Alertmanager's meaning: depth first, the first match wins unless `continue`. */
export type Route = {
  readonly matchers: readonly Matcher[];
  readonly service?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly groupBy?: readonly string[] | undefined;
  readonly continue: boolean;
  readonly routes: readonly Route[];
};

export type RouteInput = {
  matchers: string[];
  service?: string | undefined;
  severity?: Severity | undefined;
  groupBy?: string[] | undefined;
  continue?: boolean | undefined;
  routes?: RouteInput[] | undefined;
};

export const Route: z.ZodType<Route, RouteInput> = z
  .strictObject({
    matchers: z
      .array(Matcher)
      .min(1)
      .describe(
        "Alertmanager's matchers on labels: `=`, `!=`, `=~`, `!~`; all must hold, patterns are RE2 and match the whole value.",
      ),
    ...fields,
    continue: z.boolean().default(false).describe("Try the following siblings as well."),
    get routes(): z.ZodDefault<z.ZodArray<z.ZodType<Route, RouteInput>>> {
      return z.array(Route).default([]).describe("Finer branches, tried in order.");
    },
  })
  .meta({ id: "route" });

export const RootRoute = z
  .strictObject({
    ...fields,
    service: Slug.describe(
      "The service of every alert that no branch takes; mandatory, so none is lost.",
    ),
    groupBy: z
      .array(LabelName)
      .default(["cluster", "namespace"])
      .describe(fields.groupBy.description ?? ""),
    routes: z.array(Route).default([]).describe("Branches, tried in order."),
  })
  .transform((root) => ({ matchers: [], continue: false, ...root }));
export type RootRoute = z.output<typeof RootRoute>;

export type Destination = {
  readonly service: string;
  readonly severity: Severity | null;
  readonly groupBy: readonly string[];
  /** The branches taken, from the root, as people wrote them. */
  readonly path: readonly string[];
};

type Inherited = {
  readonly service: string;
  readonly severity: Severity | null;
  readonly groupBy: readonly string[];
  readonly path: readonly string[];
};

/** Where an alert goes. A `service` label that names a service wins over the tree's service. */
export function route(
  root: RootRoute,
  labels: Readonly<Record<string, string>>,
  isService: (id: string) => boolean,
): readonly Destination[] {
  const start = { service: root.service, severity: null, groupBy: root.groupBy, path: [] };
  const found = descend(root, labels, start);
  const named = labelOf(labels, "service");
  if (!isService(named)) return unique(found);
  const step = `label service=${JSON.stringify(named)}`;
  return unique(
    found.map(({ path, ...rest }) => ({ ...rest, service: named, path: [...path, step] })),
  );
}

function descend(
  branch: Route,
  labels: Readonly<Record<string, string>>,
  inherited: Inherited,
): readonly Destination[] {
  const here = inherit(branch, inherited);
  const found: Destination[] = [];
  for (const child of branch.routes) {
    if (!matchesAll(child.matchers, labels)) continue;
    found.push(...descend(child, labels, here));
    if (!child.continue) break;
  }
  return found.length > 0 ? found : [here];
}

function inherit(branch: Route, inherited: Inherited): Inherited {
  return {
    service: branch.service ?? inherited.service,
    severity: branch.severity ?? inherited.severity,
    groupBy: branch.groupBy ?? inherited.groupBy,
    path: [...inherited.path, describe(branch)],
  };
}

function describe(branch: Route): string {
  if (branch.matchers.length === 0) return "default";
  return branch.matchers
    .map(({ label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`)
    .join(", ");
}

/** One incident per service: of the branches that lead to the same service the first one counts. */
function unique(destinations: readonly Destination[]): readonly Destination[] {
  const byService = new Map<string, Destination>();
  for (const destination of destinations) {
    if (!byService.has(destination.service)) byService.set(destination.service, destination);
  }
  return [...byService.values()];
}

/** Names the incident that an alert belongs to: ours, never Alertmanager's group and never its text. */
export function incidentKey(
  destination: Destination,
  labels: Readonly<Record<string, string>>,
): string {
  const names = [...new Set(["alertname", ...destination.groupBy])].toSorted();
  const parts = names
    .map((name) => [name, labelOf(labels, name)])
    .filter(([, value]) => value !== "");
  return JSON.stringify([destination.service, ...parts]);
}
