import type { TourStep } from "#sandbox/live/story.ts";
import type { Channel, User } from "#sandbox/live/wire.ts";

export type StepState = "done" | "current" | "later";

/** The first step that is not done is the current one. */
export function stateOf(step: TourStep, tour: readonly TourStep[]): StepState {
  if (step.done) return "done";
  return tour.find(({ done }) => !done)?.id === step.id ? "current" : "later";
}

/** What to announce of a tour that went on; null where nothing was done since. */
export function newsOf(before: readonly TourStep[], now: readonly TourStep[]): string | null {
  const pending = new Set(before.filter(({ done }) => !done).map(({ id }) => id));
  const finished = now.filter(({ id, done }) => done && pending.has(id));
  if (finished.length === 0) return null;
  const done = finished.map(({ title }) => title).join(", ");
  const next = now.find((step) => !step.done);
  const after = next === undefined ? "That was the last step." : `Next: ${next.title}`;
  return `Done: ${done}. ${after}`;
}

type Workspace = {
  readonly users: ReadonlyMap<string, User>;
  readonly channels: ReadonlyMap<string, Channel>;
};

type Destination = { readonly user: string; readonly channel?: string };

/** People and channels by id, from ids or names; `@name` is the direct conversation of the two. */
export function destination(
  { user, channel }: NonNullable<TourStep["goTo"]>,
  { users, channels }: Workspace,
): Destination {
  const person = idOf(users, user) ?? user;
  if (channel === undefined) return { user: person };
  const other = channel.startsWith("@") ? idOf(users, channel.slice(1)) : undefined;
  const direct = [...channels.values()].find(
    ({ is_im, members }) =>
      other !== undefined && is_im && members.includes(other) && members.includes(person),
  );
  const id = direct?.id ?? idOf(channels, channel.replace(/^#/, ""));
  return { user: person, channel: id ?? channel };
}

function idOf(
  known: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
  given: string,
): string | undefined {
  return known.get(given)?.id ?? [...known.values()].find(({ name }) => name === given)?.id;
}
