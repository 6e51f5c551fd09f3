import { effect } from "@preact/signals";
import { team } from "#sandbox/page/live/store.ts";
import { waiting } from "./unread-marks.ts";
import { placeTitle } from "./where.ts";

/** The window's title says where it is and what waits. */
export function followTitle(): void {
  effect(() => {
    const count = waiting.value === 0 ? "" : `(${waiting.value}) `;
    document.title = `${count}${placeTitle.value} · ${team.value?.name ?? "Sandbox"} sandbox`;
  });
}
