import type { VNode } from "preact";
import { channels, users } from "#sandbox/page/live/store.ts";
import { type Entry, aboutOf } from "./entry.ts";
import { clockTime, duration, pace, share } from "./format.ts";

type Props = {
  readonly entry: Entry;
  /** The one row that the tab key stops at. */
  readonly reachable: boolean;
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

export function TrafficRow({ entry, reachable, opened, onOpen, onKeyDown }: Props): VNode {
  const { seq, at, direction, name, outcome, ms } = entry;
  return (
    <li>
      <button
        type="button"
        class={`traffic-row traffic-${outcome.kind}`}
        aria-current={opened}
        tabIndex={reachable ? 0 : -1}
        data-seq={seq}
        onClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <span class="traffic-time">{clockTime(at)}</span>
        <span class="traffic-direction">{direction}</span>
        <span class="traffic-name">{name}</span>
        <span class="traffic-about">{aboutOf(entry, nameOf)}</span>
        <span class="traffic-outcome">{outcome.words}</span>
        <span class="traffic-ms">{duration(ms)}</span>
        <span class="traffic-track" aria-hidden="true">
          <span class={`traffic-bar traffic-${pace(ms)}`} style={{ scale: `${share(ms)} 1` }} />
        </span>
      </button>
    </li>
  );
}

function nameOf(id: string): string {
  const user = users.value.get(id);
  if (user !== undefined) return `@${user.name}`;
  const channel = channels.value.get(id);
  if (channel === undefined) return id;
  return channel.is_im ? "direct message" : `#${channel.name}`;
}
