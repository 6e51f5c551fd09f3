import { route } from "#domain/alert/route.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";

/** What a change says about whose it is. */
export type Concerns =
  | { readonly kind: "services"; readonly services: readonly string[] }
  | { readonly kind: "labels"; readonly labels: Readonly<Record<string, string>> }
  /** What the program that told of it calls the thing, such as a repository, and where it went. */
  | { readonly kind: "name"; readonly name: string; readonly environment: string | null };

/** The services that a change concerns; none when nothing in the configuration leads to one. */
export function servicesConcerned(
  { changes, routes, services }: Pick<Configuration, "changes" | "routes" | "services">,
  concerns: Concerns,
): readonly string[] {
  switch (concerns.kind) {
    case "services":
      return [...new Set(concerns.services)].filter((id) => services.has(id));
    case "labels":
      return route(routes, concerns.labels, (id) => services.has(id)).map(({ service }) => service);
    case "name":
      return [...changes.services].flatMap(([id, names]) =>
        names.some((pattern) => isMeant(pattern, concerns)) ? [id] : [],
      );
  }
}

/** GitHub tells no upper from lower case in names. */
function isMeant(
  pattern: string,
  { name, environment }: { readonly name: string; readonly environment: string | null },
): boolean {
  const [wanted = "", ...where] = pattern.toLowerCase().split("@");
  if (wanted !== name.toLowerCase()) return false;
  return where.length === 0 || where.join("@") === environment?.toLowerCase();
}
