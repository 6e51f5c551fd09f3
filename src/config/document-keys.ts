import { stringify } from "yaml";
import { follow, formsOf, isSchema, type KeySchema } from "./key-schema.ts";

/** A key of a file, wherever in it: `policies.<id>.levels[].delay`. */
export type Key = {
  readonly name: string;
  readonly schema: KeySchema;
  /** `mandatory`, or which key may stand instead; null when it may be left out. */
  readonly need: string | null;
  /** What a complete example has in all the places that the name means. */
  readonly examples: readonly unknown[];
  /** The parts it stands in, so that a branch inside a branch is described once. */
  readonly inside: readonly KeySchema[];
};

/** A key with all that stand below it, as lines of a list. */
export function listKeys(key: Key, root: KeySchema): readonly string[] {
  return keysBelow(key, root).flatMap((child) => [
    `- \`${child.name}\` (${facts(child, root)}): ${meaning(child)}`,
    ...listKeys(child, root),
  ]);
}

/** The keys directly below one, through the ids and lists between them. */
export function keysBelow(key: Key, root: KeySchema): readonly Key[] {
  const part = follow(key.schema, root);
  if (key.inside.includes(part)) return [];
  const here = { ...key, inside: [...key.inside, part] };
  const forms = formsOf(part, root);
  return forms.flatMap((form) => [
    ...namedKeys(here, form, forms),
    ...keysThrough(here, form.items, "[]", root),
    ...keysThrough(here, form.additionalProperties, ".<id>", root),
  ]);
}

/** What kind of value it is, whether it must stand, and what holds when it does not. */
export function facts({ schema, need }: Key, root: KeySchema): string {
  const usual = schema.default;
  if (need !== null) return `${kindOf(schema, root)}, ${need}`;
  if (usual === undefined || isEmpty(usual)) return `${kindOf(schema, root)}, optional`;
  return `${kindOf(schema, root)}, default ${write(usual)}`;
}

/** What it is for and, of a value, an example. */
export function meaning({ schema, examples }: Key): string {
  const [example] = examples.filter(isPlain);
  const text = schema.description ?? "";
  return example === undefined ? text : `${text} Example: ${write(example)}`;
}

function namedKeys(key: Key, form: KeySchema, forms: readonly KeySchema[]): readonly Key[] {
  const { properties = {}, required = [] } = form;
  const others = forms.filter((other) => other !== form).flatMap((other) => other.required ?? []);
  const need = others.length === 0 ? "mandatory" : `or else \`${others.join("`, `")}\``;
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (!isSchema(schema)) return [];
    const child = {
      name: key.name === "" ? name : `${key.name}.${name}`,
      schema,
      need: required.includes(name) ? need : null,
      examples: key.examples.flatMap((example) => valuesIn(example, name)),
      inside: key.inside,
    };
    return [child];
  });
}

/** Ids and positions are not keys of their own. */
function keysThrough(key: Key, schema: unknown, step: string, root: KeySchema): readonly Key[] {
  if (!isSchema(schema)) return [];
  const examples = key.examples.flatMap((example) => valuesIn(example));
  return keysBelow({ ...key, name: `${key.name}${step}`, schema, examples }, root);
}

function valuesIn(example: unknown, name?: string): readonly unknown[] {
  if (typeof example !== "object" || example === null) return [];
  const entries = Object.entries(example);
  return entries.flatMap(([key, value]) => (name === undefined || key === name ? [value] : []));
}

function kindOf(schema: KeySchema, root: KeySchema): string {
  const { type, enum: words, items, title } = follow(schema, root);
  if (words !== undefined && title === undefined)
    return words.map((word) => `\`${String(word)}\``).join(" or ");
  if (type === "array") return isSchema(items) ? `list of ${kindOf(items, root)}s` : "list";
  if (type === "boolean") return "`true` or `false`";
  if (type === "integer") return `number${limits(schema)}`;
  return title ?? (type === "string" ? "text" : "map");
}

function limits({ minimum, maximum }: KeySchema): string {
  return minimum === undefined || maximum === undefined ? "" : ` from ${minimum} to ${maximum}`;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function isPlain(value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((item) => typeof item !== "object");
}

function write(value: unknown): string {
  return `\`${stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim()}\``;
}
