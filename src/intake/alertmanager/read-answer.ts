import { z } from "zod";
import { AlertmanagerApiError } from "./api-error.ts";
import { parseInstant } from "./instant.ts";

/** A time as an Alertmanager writes it. */
export const ApiInstant = z.unknown().transform((value, context) => {
  const instant = parseInstant(value);
  if (instant !== null) return instant;
  context.addIssue({ code: "custom", message: "is no time" });
  return z.NEVER;
});

/** What an Alertmanager answered, in the shape that we know; throws an AlertmanagerApiError. */
export function readAnswer<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AlertmanagerApiError("unexpected_answer", "it answered in a shape we do not know", {
    cause: parsed.error,
  });
}
