import type { Layer } from "./layer.ts";
import { type Timeline, workOut } from "./on-call.ts";
import { rollOut } from "./roll-out.ts";
import { rotaOf, type Schedule } from "./schedule.ts";
import { type ShiftChange, shiftChanges } from "./shift-changes.ts";
import type { Span } from "./span.ts";
import { wallTimeAt } from "./wall-time.ts";

/** What an edit of one schedule does to the people who take turns. */
export type PlannedSchedule = {
  readonly schedule: Schedule;
  readonly kind: "added" | "removed" | "edited" | "unchanged";
  readonly changes: readonly ShiftChange[];
};

type Schedules = ReadonlyMap<string, Schedule>;
/** Exactly whose shifts change within the span when `before` is edited to `after` at its start. */
export function planSchedules(
  before: Schedules,
  after: Schedules,
  span: Span,
): readonly PlannedSchedule[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((id) => {
    const [old, fresh] = [before.get(id), after.get(id)];
    const schedule = fresh ?? old;
    return schedule === undefined ? [] : [{ schedule, ...planOne(old, fresh, span) }];
  });
}

function planOne(
  old: Schedule | undefined,
  fresh: Schedule | undefined,
  span: Span,
): Omit<PlannedSchedule, "schedule"> {
  const nobody: Timeline = { span, shifts: [], changed: [] };
  const was = old === undefined ? nobody : workOut(rotaOf(old), span);
  if (fresh === undefined) return { kind: "removed", changes: shiftChanges(was, nobody) };
  if (old === undefined) {
    return { kind: "added", changes: shiftChanges(was, workOut(rotaOf(fresh), span)) };
  }
  const layers = editedLayers(old.layers, fresh, span);
  const changes = shiftChanges(was, workOut(rotaOf({ ...fresh, layers }), span));
  return { kind: changes.length === 0 ? "unchanged" : "edited", changes };
}

/** Layers are told apart by their place in the list; one that is taken out ends at once. */
function editedLayers(
  old: readonly Layer[],
  { layers, rollout }: Schedule,
  span: Span,
): readonly Layer[] {
  const context = { now: span.start, rollOut: rollout };
  const kept = layers.map((layer, index): Layer => {
    const [written] = layer.versions;
    const applied = old[index]?.versions.map((version) => ({ written: version, version })) ?? [];
    if (written === undefined || applied.length === 0) return layer;
    const versions = rollOut(applied, written, context).map(({ version }) => version);
    return { ...layer, versions };
  });
  const ended = old.slice(layers.length).map((layer): Layer => {
    const zone = layer.versions.at(-1)?.zone ?? "utc";
    return { ...layer, until: { time: wallTimeAt(span.start, zone), zone } };
  });
  return [...kept, ...ended];
}
