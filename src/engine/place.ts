import type { Target } from "#domain/escalation/escalation.ts";

/** How lanes and messages name whom or what a page goes to. */
export function placeOf(target: Target): string {
  switch (target.kind) {
    case "person":
      return placeOfPerson(target.person);
    case "channel":
      return placeOfChannel(target.channel);
  }
}

export function placeOfPerson(person: string): string {
  return `person/${person}`;
}

/** #incidents and incidents are one place. */
export function placeOfChannel(channel: string): string {
  return `channel/${channel.replace(/^#/, "")}`;
}

/** The channel that has such a place. */
export function channelAt(place: string): string {
  return place.replace(/^channel\//, "");
}
