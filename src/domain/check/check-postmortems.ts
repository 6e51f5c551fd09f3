import type { Configuration } from "#domain/configuration/configuration.ts";
import {
  errorAt,
  type KeyPath,
  type Problem,
  unknownName,
  warningAt,
} from "#domain/configuration/finding.ts";

type Template = Configuration["postmortems"]["templates"][number];

/** Rules for templates that name what is not there, mean two files, or never get their turn. */
export function checkPostmortems(configuration: Configuration): readonly Problem[] {
  const { templates } = configuration.postmortems;
  return templates.flatMap((template, index) => {
    const path = ["postmortems", "templates", index];
    const before = templates.slice(0, index);
    return [
      ...unknownIn(configuration, template, path),
      ...otherFile(before, template, path),
      ...neverReached(before, path),
    ];
  });
}

function unknownIn(
  { services, teams }: Configuration,
  { when }: Template,
  path: KeyPath,
): readonly Problem[] {
  return [
    ...unknownAmong(when.services, [...path, "when", "services"], services),
    ...unknownAmong(when.teams, [...path, "when", "teams"], teams),
  ];
}

function unknownAmong(
  names: readonly string[] | undefined,
  path: KeyPath,
  known: ReadonlyMap<string, unknown>,
): readonly Problem[] {
  const section = String(path.at(-1));
  return (names ?? []).flatMap((name, index) => {
    return known.has(name) ? [] : [unknownName([...path, index], name, section, known.keys())];
  });
}

/** The id is what people choose by, so it stands for one template. */
function otherFile(
  before: readonly Template[],
  { id, file }: Template,
  path: KeyPath,
): readonly Problem[] {
  const other = before.find((one) => one.id === id && one.file !== file);
  if (other === undefined) return [];
  const message = `${id} is ${other.file ?? "the one that comes along"} above, and another one here`;
  return [errorAt([...path, "id"], message, "give one of them another id")];
}

function neverReached(before: readonly Template[], path: KeyPath): readonly Problem[] {
  const all = before.findIndex(({ when }) => {
    return Object.values(when).every((wanted) => wanted === undefined);
  });
  if (all === -1) return [];
  const message = `templates[${all}] fits every incident, so this one is never used`;
  return [warningAt(path, message, "move the one without a rule to the end")];
}
