import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { asRecords } from "#sandbox/json.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { control } from "#sandbox/page/live/control.ts";
import { logged } from "#sandbox/page/live/store.ts";
import { Detail } from "./detail.tsx";
import { entryOf } from "./entry.ts";
import { EVERYTHING, type Filter, filtered, tally } from "./filter.ts";
import { Toolbar } from "./toolbar.tsx";
import { TrafficList, focusRow } from "./traffic-list.tsx";
import { createTraffic } from "./traffic.ts";
import { Trouble } from "./trouble.tsx";

const traffic = createTraffic({
  newest: () => logged.peek(),
  since: async (seq) => asRecords((await control(`log?since=${seq}`))["entries"]).map(entryOf),
  page: 500,
});

// They outlive the component: whoever looks into a channel and comes back finds it as it was.
const filter = signal<Filter>(EVERYTHING);
const paused = signal(false);
const opened = signal<number | null>(null);

/** The traffic between the bot and the workspace. */
export function Inspector(): VNode {
  const newest = logged.value;
  useEffect(() => {
    if (!paused.value) traffic.catchUp().catch(tellFailure);
  }, [newest, paused.value]);
  const all = traffic.entries.value;
  const shown = filtered(all, filter.value);
  const entry = all.find(({ seq }) => seq === opened.value);
  return (
    <section class="inspector" aria-label="Traffic between bot and workspace">
      <Toolbar
        filter={filter.value}
        onFilter={(next) => (filter.value = next)}
        paused={paused.value}
        onPause={(next) => (paused.value = next)}
        onClear={traffic.clear}
        tally={tally(shown, all)}
        waiting={Math.max(0, newest - traffic.asked.value)}
      />
      <Trouble />
      <div class={entry === undefined ? "traffic" : "traffic traffic-opened"}>
        <TrafficList
          entries={shown}
          opened={opened.value}
          onOpen={(seq) => (opened.value = seq)}
          onOlder={
            traffic.hasOlder.value ? () => void traffic.showOlder().catch(tellFailure) : null
          }
        />
        {entry !== undefined && <Detail key={entry.seq} entry={entry} onClose={close} />}
      </div>
    </section>
  );
}

function close(): void {
  const seq = opened.value;
  opened.value = null;
  // On a narrow screen the list shows up again only after the next render.
  if (seq !== null) setTimeout(() => focusRow(seq));
}
