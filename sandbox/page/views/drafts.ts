import { signal } from "@preact/signals";
import { type Json, isJson } from "#sandbox/json.ts";
import type { View } from "#sandbox/live/wire.ts";
import type { FormValues } from "#sandbox/page/blocks/surface.ts";
import { valuesFor, withValue } from "./form.ts";

/** What was filled in and not yet sent, by view. */
const drafts = signal<ReadonlyMap<string, FormValues>>(new Map());

/** Everything that stands in the inputs of a view now. */
export function valuesOf(view: View): FormValues {
  return valuesFor(view, drafts.value.get(view.id) ?? remembered(view.id));
}

export function fill(view: View, place: readonly [string, string], value: Json): void {
  keep(view, withValue(valuesOf(view), place, value));
}

/** Call it whenever the app changed the view: what has no place any more is lost, as in Slack. */
export function settle(view: View): void {
  keep(view, valuesOf(view));
}

/** Forgets the views that are not open any more. */
export function dropOthers(open: ReadonlySet<string>): void {
  const gone = [...drafts.peek().keys()].filter((id) => !open.has(id));
  for (const id of gone) discard(id);
}

export function discard(id: string): void {
  drafts.value = new Map([...drafts.peek()].filter(([known]) => known !== id));
  sessionStorage.removeItem(keyOf(id));
}

function keep(view: View, values: FormValues): void {
  drafts.value = new Map(drafts.peek()).set(view.id, values);
  // A Home is drawn anew at every visit; only a modal is somebody's unfinished work.
  if (view["type"] !== "modal") return;
  sessionStorage.setItem(keyOf(view.id), JSON.stringify(values));
}

/** What this window had before it was reloaded. */
function remembered(id: string): FormValues {
  const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "{}");
  return isJson(stored) ? asValues(stored) : {};
}

function asValues(stored: Json): FormValues {
  const blocks = Object.entries(stored).flatMap(([block, content]) =>
    isJson(content) ? [[block, recordsIn(content)] as const] : [],
  );
  return Object.fromEntries(blocks);
}

function recordsIn(content: Json): Readonly<Record<string, Json>> {
  const values = Object.entries(content).flatMap(([action, value]) =>
    isJson(value) ? [[action, value] as const] : [],
  );
  return Object.fromEntries(values);
}

function keyOf(id: string): string {
  return `draft ${id}`;
}
