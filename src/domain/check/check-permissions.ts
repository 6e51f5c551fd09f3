import type { Configuration } from "#domain/configuration/configuration.ts";
import {
  type KeyPath,
  type Problem,
  unknownName,
  warningAt,
} from "#domain/configuration/finding.ts";
import { GRANTEE_WORDS } from "#domain/configuration/permissions.ts";
import { isUserGroup } from "#domain/permission/decide-permission.ts";

/** Names that mean nobody, and people who are called like a word for many. */
export function checkPermissions({ permissions, people }: Configuration): readonly Problem[] {
  const { guests: _, otherWorkspaces: __, ...rules } = permissions;
  return Object.entries(rules).flatMap(([action, grantees = []]) =>
    grantees.flatMap((grantee, index) =>
      checkGrantee(grantee, people, ["permissions", action, index]),
    ),
  );
}

function checkGrantee(
  grantee: string,
  people: Configuration["people"],
  path: KeyPath,
): readonly Problem[] {
  const isWord = GRANTEE_WORDS.some((word) => word === grantee);
  if (isWord && people.has(grantee)) {
    const message = `${grantee} means many here, not the person of that id`;
    return [warningAt(path, message, `call people.${grantee} otherwise`)];
  }
  if (isWord || isUserGroup(grantee) || people.has(grantee)) return [];
  return [unknownName(path, grantee, "people", [...GRANTEE_WORDS, ...people.keys()])];
}
