import { z } from "zod";
import { Configuration } from "#domain/configuration/configuration.ts";
import type { KeyPath } from "#domain/configuration/finding.ts";

export type KeySchema = z.core.JSONSchema.BaseSchema;

/** What may stand in muster.yaml, as JSON Schema: for editors, for the manual and for explaining mistakes. */
export function configurationSchema(): KeySchema {
  return inputSchema(Configuration);
}

/** The same for any file. */
export function inputSchema(schema: z.ZodType): KeySchema {
  return z.toJSONSchema(schema, { io: "input" });
}

/** What may stand at a place below a part, or null when nothing may. */
export function schemaBelow(
  part: KeySchema | null,
  path: KeyPath,
  root: KeySchema,
): KeySchema | null {
  return path.reduce<KeySchema | null>(
    (schema, step) => (schema === null ? null : childSchema(root, schema, step)),
    part,
  );
}

/** The keys that may stand in a map; none when people choose the keys. */
export function keysOf({ properties = {} }: KeySchema): readonly string[] {
  return Object.keys(properties);
}

function childSchema(root: KeySchema, schema: KeySchema, step: string | number): KeySchema | null {
  const children = formsOf(schema, root).map((form) => {
    if (typeof step === "number") return form.items;
    return ownProperty(form, step) ?? form.additionalProperties;
  });
  return children.find((child) => isSchema(child)) ?? null;
}

function ownProperty({ properties = {} }: KeySchema, key: string): unknown {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** The schema itself, or the alternatives it stands for. */
export function formsOf(schema: KeySchema | null, root: KeySchema): readonly KeySchema[] {
  if (schema === null) return [];
  const target = follow(schema, root);
  return (target.anyOf ?? [target]).filter((form) => isSchema(form));
}

/** A branch of the routing tree holds branches: the schema names such a part and refers to it. */
export function follow(schema: KeySchema, root: KeySchema): KeySchema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return (name === undefined ? undefined : root.$defs?.[name]) ?? schema;
}

export function isSchema(value: unknown): value is KeySchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
