import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Target } from "#domain/escalation/escalation.ts";
import { enumerate } from "#domain/text.ts";

/** How the words of a timeline are written where they are shown. */
export type TimelinePen = {
  /** Text that somebody else wrote, as one short harmless line. */
  readonly text: (text: string, most: number) => string;
  readonly moment: (moment: DateTime) => string;
  readonly channel: (channel: string) => string;
  readonly userGroup: (group: string) => string;
  /** What a person of the configuration is called, as it was written there. */
  readonly nameOf: (person: string) => string;
};

const NAME_LENGTH = 80;
const MOST_NAMES = 6;

/** Who did it, at the beginning of a sentence. */
export function doer(actor: Actor, pen: TimelinePen): string {
  return actor.kind === "source" ? `The ${sourceWords(actor.source, pen)}` : actorName(actor, pen);
}

/** The same within a sentence. */
export function actorName(actor: Actor, pen: TimelinePen): string {
  switch (actor.kind) {
    case "person":
      return pen.text(actor.name, NAME_LENGTH) || "somebody";
    case "source":
      return `the ${sourceWords(actor.source, pen)}`;
    case "muster":
      return "Muster";
  }
}

function personName(person: string, pen: TimelinePen): string {
  return pen.text(pen.nameOf(person), NAME_LENGTH);
}

/** a, b and c; of many the first ones. */
export function peopleNames(people: readonly string[], pen: TimelinePen): string {
  return enumerate(
    people.map((person) => personName(person, pen)),
    MOST_NAMES,
  );
}

/** Whom a page goes to. */
export function targetName(target: Target, pen: TimelinePen): string {
  switch (target.kind) {
    case "person": {
      const { person, standsInFor } = target;
      const name = personName(person, pen);
      if (standsInFor === undefined) return name;
      return `${name} (instead of ${pen.text(standsInFor, NAME_LENGTH)})`;
    }
    case "channel": {
      const groups = (target.userGroups ?? []).map(pen.userGroup);
      return [pen.channel(target.channel), ...groups].join(" with ");
    }
  }
}

export function targetNames(targets: readonly Target[], pen: TimelinePen): string {
  if (targets.length === 0) return "nobody";
  return enumerate(
    targets.map((target) => targetName(target, pen)),
    MOST_NAMES,
  );
}

function sourceWords(source: string, pen: TimelinePen): string {
  return `source ${pen.text(source, NAME_LENGTH)}`;
}
