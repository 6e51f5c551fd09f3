import { type ReadonlySignal, computed } from "@preact/signals";
import { ahead, viewer } from "#sandbox/page/live/store.ts";

/** The time zone of who acts, as their profile says; UTC when it says nothing that this browser knows. */
export const zone: ReadonlySignal<string> = computed(() => {
  const name = viewer.value?.tz ?? "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
});

/** The workspace's clock, milliseconds since 1970. */
export function workspaceNow(): number {
  return Date.now() + ahead.value;
}
