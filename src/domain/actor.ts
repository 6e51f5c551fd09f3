/** Who did something: a person in Slack, a program that sent alerts, or Muster itself. */
export type Actor =
  | {
      readonly kind: "person";
      readonly slackId: string;
      readonly name: string;
      readonly person: string | null;
    }
  | { readonly kind: "source"; readonly source: string }
  | { readonly kind: "muster" };

export const MUSTER: Actor = { kind: "muster" };

export function isSameActor(a: Actor | null, b: Actor): boolean {
  if (a?.kind === "person" && b.kind === "person") return a.slackId === b.slackId;
  if (a?.kind === "source" && b.kind === "source") return a.source === b.source;
  return a?.kind === b.kind;
}
