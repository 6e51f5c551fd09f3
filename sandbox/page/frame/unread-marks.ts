import { type ReadonlySignal, computed } from "@preact/signals";
import type { User } from "#sandbox/live/wire.ts";
import { channels, emptyLog, logs, reads, usergroups, viewer } from "#sandbox/page/live/store.ts";
import { isDirect, isMember } from "./sight.ts";
import { type Unread, unreadIn } from "./unread.ts";

/** By channel, for the person of this window; what is not in it has been read. */
export const unreadMarks: ReadonlySignal<ReadonlyMap<string, Unread>> = computed(() => {
  const reader = viewer.value;
  if (reader === null) return new Map();
  const joined = [...channels.value.values()].filter(
    (channel) => isMember(reader, channel) && !channel.is_archived,
  );
  const all = joined.map((channel) => [channel.id, unreadOf(channel.id, reader)] as const);
  return new Map(all.filter(([, { count }]) => count > 0));
});

/** Messages that wait for this person by name: mentions, and everything that is said to them alone. */
export const waiting: ReadonlySignal<number> = computed(() =>
  [...unreadMarks.value].reduce((total, [id, { count, mentions }]) => {
    const channel = channels.value.get(id);
    return total + (channel !== undefined && isDirect(channel) ? count : mentions);
  }, 0),
);

function unreadOf(channel: string, reader: User): Unread {
  return unreadIn(logs.value.get(channel) ?? emptyLog(), {
    viewer: reader,
    read: reads.value.get(`${reader.id} ${channel}`),
    usergroups: usergroups.value,
  });
}
