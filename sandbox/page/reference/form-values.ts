import type { Json } from "#sandbox/json.ts";
import type { FormValues } from "#sandbox/page/blocks/surface.ts";

/** The values after one of them was filled in. */
export function withValue(
  values: FormValues,
  blockId: string,
  actionId: string,
  value: Json,
): FormValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}
