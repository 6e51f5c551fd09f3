import { type ReadonlySignal, computed, effect } from "@preact/signals";
import type { Channel, User } from "#sandbox/live/wire.ts";
import { app, channels, users, viewer, viewerId } from "#sandbox/page/live/store.ts";
import { missingIn } from "./first-place.ts";
import { correct, place } from "./place.ts";
import { channelCalled, directWith, nameOf, titleOf, userCalled } from "./sight.ts";

/** The conversation that this window shows; null when there is none yet, or none that the viewer may see. */
export const currentChannel: ReadonlySignal<Channel | null> = computed(() => {
  const { at, channel } = place.value;
  if (at !== "channel" || channel === undefined || viewer.value === null) return null;
  return channelCalled(channel, viewer.value, { channels: channels.value, users: users.value });
});

/** Somebody to whom nobody of the two has written before. */
export const newCompanion: ReadonlySignal<User | null> = computed(() => {
  const { at, channel } = place.value;
  if (at !== "channel" || channel === undefined || currentChannel.value !== null) return null;
  return userCalled(channel, users.value);
});

/** The viewer's conversation with the app, as a place to go to: also before the first message. */
export const appConversation: ReadonlySignal<string | null> = computed(() => {
  if (app.value === null || viewer.value === null) return null;
  const { bot_user_id: bot } = app.value;
  return directWith(channels.value, viewer.value.id, bot)?.id ?? bot;
});

/** What this window shows, in a word or two. */
export const placeTitle: ReadonlySignal<string> = computed(() => {
  const { at } = place.value;
  if (at === "home") return `${app.value?.name ?? "App"} home`;
  if (at === "inspector") return "Inspector";
  if (at === "reference") return "Reference";
  if (newCompanion.value !== null) return nameOf(newCompanion.value.id, users.value);
  return currentChannel.value === null
    ? "Sandbox"
    : titleOf(currentChannel.value, viewer.value, users.value);
});

/** Chooses a person and a place where the address names none, and lets the person of the address act. */
export function settle(): void {
  effect(() => {
    const known = { users: users.value, channels: channels.value, app: app.value };
    const missing = missingIn(place.value, known);
    if (missing !== null) correct(missing);
    viewerId.value = users.value.has(place.value.user) ? place.value.user : null;
  });
}
