import { type ReadonlySignal, signal } from "@preact/signals";
import { type Place, hashOf, moved, placeOf } from "./hash.ts";

export type { Place } from "./hash.ts";

const current = signal<Place>(placeOf(""));

/** Who acts in this window, and where; kept in the address, so that a reload loses nothing. */
export const place: ReadonlySignal<Place> = current;

const asked = signal(0);

/** Grows whenever somebody asks for a message, also for the one that the address names already. */
export const visit: ReadonlySignal<number> = asked;

/** Another user, kind of place or channel leaves the message and the thread behind, unless they are given. */
export function goTo(change: Partial<Place>): void {
  show(moved(current.value, change));
  location.hash = hashOf(current.value);
  if (change.ts !== undefined) asked.value += 1;
}

/** The same, for what nobody wants to come back to with the browser's back button. */
export function correct(change: Partial<Place>): void {
  show(moved(current.value, change));
  history.replaceState(null, "", hashOf(current.value));
}

/** From now on the address says what is shown. */
export function followAddress(): void {
  show(placeOf(location.hash));
  addEventListener("hashchange", () => show(placeOf(location.hash)));
}

function show(next: Place): void {
  if (hashOf(next) !== hashOf(current.value)) current.value = next;
}
