import type { Configuration } from "#domain/configuration/configuration.ts";
import { errorAt, type Problem, unknownName } from "#domain/configuration/finding.ts";

/** Changes that would reach no service, and a source whose address they have. */
export function checkChanges({ changes, services, sources }: Configuration): readonly Problem[] {
  const message = "the address /hooks/changes is taken: deploys and other changes come there";
  return [
    ...[...changes.services.keys()].flatMap((id) => {
      if (services.has(id)) return [];
      return [unknownName(["changes", "services", id], id, "services", services.keys())];
    }),
    ...(sources.has("changes")
      ? [errorAt(["sources", "changes"], message, "choose another name")]
      : []),
  ];
}
