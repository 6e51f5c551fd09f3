import type { App, Channel, User } from "#sandbox/live/wire.ts";
import type { Place } from "./hash.ts";
import { directWith, peopleOf, sectionsFor, userCalled } from "./sight.ts";

type Known = {
  readonly users: ReadonlyMap<string, User>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly app: App | null;
};

/** What the address leaves open: who acts, and where they are; null when nothing is missing. */
export function missingIn(place: Place, known: Known): Partial<Place> | null {
  const called = userCalled(place.user, known.users);
  const user = called ?? firstPerson(place, known);
  if (user === undefined) return null;
  const channel = place.at === "channel" ? (place.channel ?? firstChannel(user, known)) : undefined;
  if (user.id === place.user && channel === place.channel) return null;
  const { ts, thread } = place;
  return { user: user.id, channel: channel ?? place.channel, ts, thread };
}

/** A link to a channel names nobody: it is opened as somebody who is in it. */
function firstPerson({ channel = "" }: Place, { users, channels }: Known): User | undefined {
  const people = peopleOf(users);
  const members = channels.get(channel)?.members ?? [];
  return people.find(({ id }) => members.includes(id)) ?? people[0];
}

/** The conversation with the app, where pages arrive, also before the first word; without an app the first channel. */
export function firstChannel(user: User, { channels, app }: Known): string | undefined {
  if (app !== null) return directWith(channels, user.id, app.bot_user_id)?.id ?? app.bot_user_id;
  const { open, closed } = sectionsFor(user, channels, app);
  return (open[0] ?? closed[0])?.id;
}
