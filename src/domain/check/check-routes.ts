import type { Matcher } from "#domain/alert/matcher.ts";
import type { Route } from "#domain/alert/route.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import {
  type KeyPath,
  type Problem,
  unknownName,
  warningAt,
} from "#domain/configuration/finding.ts";

type Matchers = readonly Matcher[];

/** Branches that lead to a service that does not exist, or that no alert can ever take. */
export function checkRoutes({ routes, services }: Configuration): readonly Problem[] {
  return checkBranch(routes, { path: ["routes"], above: [], services });
}

type Around = {
  readonly path: KeyPath;
  /** What the branches above have made sure of. */
  readonly above: Matchers;
  readonly services: Configuration["services"];
};

function checkBranch(branch: Route, { path, above, services }: Around): readonly Problem[] {
  const { service, matchers, routes } = branch;
  const known = service === undefined || services.has(service);
  const here = [...above, ...matchers];
  return [
    ...(known ? [] : [unknownName([...path, "service"], service, "services", services.keys())]),
    ...findContradiction(above, matchers, path),
    ...routes.flatMap((child, index) => [
      ...findShadow(routes, index, path),
      ...checkBranch(child, { path: [...path, "routes", index], above: here, services }),
    ]),
  ];
}

/** Two demands on one label that no value can meet. */
function findContradiction(above: Matchers, own: Matchers, path: KeyPath): readonly Problem[] {
  return own.flatMap((matcher, index) => {
    const other = [...above, ...own.slice(0, index)].find((earlier) => excludes(matcher, earlier));
    if (other === undefined) return [];
    const message = `no alert can be both ${write(other)} and ${write(matcher)}: this route is never taken`;
    return [
      warningAt(
        [...path, "matchers", index],
        message,
        "correct the matcher, or take the route out",
      ),
    ];
  });
}

/** An earlier sibling that takes everything this one could. */
function findShadow(siblings: readonly Route[], index: number, path: KeyPath): readonly Problem[] {
  const own = siblings[index]?.matchers ?? [];
  const shadow = siblings
    .slice(0, index)
    .findIndex((earlier) => !earlier.continue && takesAll(earlier.matchers, own));
  if (shadow === -1) return [];
  const message = `routes[${shadow}] before it takes all its alerts: this route is never taken`;
  const fix = `move it before routes[${shadow}], set continue: true there, or take it out`;
  return [warningAt([...path, "routes", index], message, fix)];
}

/** Whether whatever meets the narrow matchers meets the wide ones too. */
function takesAll(wide: Matchers, narrow: Matchers): boolean {
  return wide.every((matcher) => narrow.some((own) => implies(own, matcher)));
}

function implies(a: Matcher, b: Matcher): boolean {
  if (a.label !== b.label) return false;
  if (a.operator === b.operator && a.value === b.value) return true;
  return a.operator === "=" && b.matches(a.value);
}

function excludes(a: Matcher, b: Matcher): boolean {
  if (a.label !== b.label) return false;
  return (a.operator === "=" && !b.matches(a.value)) || (b.operator === "=" && !a.matches(b.value));
}

function write({ label, operator, value }: Matcher): string {
  return `${label}${operator}${JSON.stringify(value)}`;
}
