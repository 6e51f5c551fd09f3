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
  return (world, body) => {
    const parsed = input.safeParse(body);
    if (!parsed.success) throw refused("invalid_arguments", z.prettifyError(parsed.error));
    return run(world, parsed.data);
  };
}
