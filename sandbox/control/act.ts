import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import type { World } from "#sandbox/world.ts";
import { refused } from "./refused.ts";

/** One thing a person, or whoever runs the sandbox, can do. */
export type Act = (world: World, body: unknown) => Json | Promise<Json>;

export type Acts = Readonly<Record<string, Act>>;

export function act<Input extends z.ZodType>(
  input: Input,
  run: (world: World, given: z.output<Input>) => Json | Promise<Json>,
): Act {
  return (world, body) => run(world, checked(input, body));
}

/** What was given, if it has the right form. */
export function checked<Input extends z.ZodType>(input: Input, given: unknown): z.output<Input> {
  const parsed = input.safeParse(given);
  if (parsed.success) return parsed.data;
  throw refused("invalid_arguments", z.prettifyError(parsed.error));
}
