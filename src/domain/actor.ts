import { z } from "zod";

/** Who did something: a person in Slack, a program that sent alerts, or Muster itself. */
export const Actor = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("person"),
      slackId: z.string(),
      name: z.string(),
      /** The id in `people`, for those whom the configuration knows. */
      person: z.string().nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal("source"), source: z.string() }).readonly(),
  z.object({ kind: z.literal("muster") }).readonly(),
]);
export type Actor = z.infer<typeof Actor>;

export const MUSTER: Actor = { kind: "muster" };

/** Whoever answers by phone or mail may be known by their id in `people` only. */
export function isSameActor(a: Actor | null, b: Actor): boolean {
  if (a?.kind === "person" && b.kind === "person") {
    if (a.person !== null && b.person !== null) return a.person === b.person;
    return a.slackId === b.slackId;
  }
  if (a?.kind === "source" && b.kind === "source") return a.source === b.source;
  return a?.kind === b.kind;
}

/** Whether it is that person of muster.yaml. */
export function isPerson(actor: Actor | null, person: string | null): boolean {
  return actor?.kind === "person" && person !== null && actor.person === person;
}
