import { type Signal, effect, signal } from "@preact/signals";
import { place } from "./place.ts";

/** The same width as in frame.css: below it there is room for one pane at a time. */
const NARROW = "(width <= 720px)";
const KEY = "sandbox story";

/** At phone width the list of channels takes the place of the conversation while it is open. */
export const listOpen: Signal<boolean> = signal(false);
export const storyOpen: Signal<boolean> = signal(false);

/** The story is shown as it was left; at phone width it waits until it is asked for. */
export function followPanes(): void {
  const narrow = matchMedia(NARROW);
  narrow.addEventListener("change", () => {
    listOpen.value = false;
  });
  storyOpen.value = !narrow.matches && localStorage.getItem(KEY) !== "closed";
  // Whoever goes somewhere wants to see it: what covers it at phone width gives way.
  effect(() => {
    if (place.value.user === "") return;
    listOpen.value = false;
    if (narrow.matches) storyOpen.value = false;
  });
}

export function showStory(open: boolean): void {
  storyOpen.value = open;
  if (!matchMedia(NARROW).matches) localStorage.setItem(KEY, open ? "open" : "closed");
}
