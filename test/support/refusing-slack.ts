import type { Engine } from "#engine/engine.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";

/** A way to a workspace that knows nobody: whatever is to be sent is refused and let be. It notes whom it was for. */
export function refusingSlack(engine: Engine, people: string[]): Outgoing {
  const known = {
    engine,
    granted: () => false,
    nameOf: (person: string) => person,
    slackIdOf: async (person: string) => {
      people.push(person);
      return null;
    },
    places: { channelId: async () => null, forget: () => undefined },
  };
  return known as unknown as Outgoing;
}
