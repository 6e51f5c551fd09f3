import type { VNode } from "preact";
import { workspaceNow, zone } from "#sandbox/page/frame/zone.ts";
import { MessageItem } from "./message-item.tsx";
import { dayLabel } from "./moment.ts";
import type { Row } from "./rows.ts";

type Props = {
  readonly channel: string;
  readonly rows: readonly Row[];
  /** The message that a link led to. */
  readonly chosen: string | undefined;
  readonly inThread?: boolean;
};

export function MessageRows({ channel, rows, chosen, inThread = false }: Props): VNode {
  return (
    <>
      {rows.map((row) => {
        switch (row.kind) {
          case "day":
            return <DayDivider key={row.key} ts={row.ts} />;
          case "new":
            return (
              <p key={row.key} class="new-divider">
                <span>New</span>
              </p>
            );
          case "message":
            return (
              <MessageItem
                key={row.key}
                channel={channel}
                message={row.message}
                follows={row.follows}
                isChosen={row.message.ts === chosen}
                inThread={inThread}
              />
            );
        }
      })}
    </>
  );
}

function DayDivider({ ts }: { readonly ts: string }): VNode {
  return (
    <h3 class="day-divider">
      <span>{dayLabel(ts, zone.value, workspaceNow())}</span>
    </h3>
  );
}
