import { signal } from "@preact/signals";
import type { VNode } from "preact";
import type { Entry } from "./entry.ts";
import { TrafficRow } from "./traffic-row.tsx";

type Props = {
  /** Oldest first, as they came; the list shows the newest first. */
  readonly entries: readonly Entry[];
  readonly opened: number | null;
  readonly onOpen: (seq: number) => void;
  /** Null when there is nothing older. */
  readonly onOlder: (() => void) | null;
};

/** The row that the keyboard is at. */
const active = signal<number | null>(null);

export function TrafficList({ entries, opened, onOpen, onOlder }: Props): VNode {
  const rows = entries.toReversed();
  const at = rows.some(({ seq }) => seq === active.value) ? active.value : (rows[0]?.seq ?? null);

  function onKeyDown(event: KeyboardEvent): void {
    const next =
      rows[
        target(
          event.key,
          rows.findIndex(({ seq }) => seq === at),
          rows.length - 1,
        )
      ];
    if (next === undefined) return;
    event.preventDefault();
    active.value = next.seq;
    focusRow(next.seq);
    // What is open follows.
    if (opened !== null) onOpen(next.seq);
  }
  function open(seq: number): void {
    active.value = seq;
    onOpen(seq);
  }
  return (
    <div class="traffic-list">
      {rows.length === 0 && <p class="traffic-none">Nothing to show.</p>}
      <ul aria-label="Traffic, newest first" hidden={rows.length === 0}>
        {rows.map((entry) => (
          <TrafficRow
            key={entry.seq}
            entry={entry}
            reachable={entry.seq === at}
            opened={entry.seq === opened}
            onOpen={() => open(entry.seq)}
            onKeyDown={onKeyDown}
          />
        ))}
      </ul>
      {onOlder !== null && (
        <button type="button" class="inspector-button traffic-older" onClick={onOlder}>
          Show older
        </button>
      )}
    </div>
  );
}

export function focusRow(seq: number): void {
  document.querySelector<HTMLElement>(`.traffic-row[data-seq="${seq}"]`)?.focus();
}

/** The index that a key leads to; -1 for every other key. */
function target(key: string, from: number, last: number): number {
  switch (key) {
    case "ArrowDown":
      return Math.min(last, from + 1);
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "PageDown":
      return Math.min(last, from + 10);
    case "PageUp":
      return Math.max(0, from - 10);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return -1;
  }
}
