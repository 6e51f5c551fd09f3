import { z } from "zod";
import { isJson, type Json } from "#sandbox/json.ts";

// Arguments arrive as form text or as JSON; these read both.

export const filled = z.string().min(1);

export const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .transform((value) => value === true || value === "true" || value === "1" || value === 1)
  .default(false);

export const integer = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);

export const idList = z
  .string()
  .transform((list) => list.split(",").map((id) => id.trim()))
  .transform((list) => list.filter((id) => id !== ""));

export const record = z.custom<Json>(isJson, "must provide an object");

export const pagingFields = { limit: integer.optional(), cursor: z.string().optional() };

/** Slack counts characters, not UTF-16 units. */
export function lengthOf(value: string): number {
  return Array.from(value).length;
}
