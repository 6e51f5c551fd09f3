import type { VNode } from "preact";
import type { Json } from "#sandbox/json.ts";
import type { User } from "#sandbox/live/wire.ts";
import { act } from "#sandbox/page/live/control.ts";
import { Popover } from "./popover.tsx";
import { Presence, presenceOf } from "./presence.tsx";
import { tellFailure } from "./toasts.tsx";

export function MyStatus({ me }: { readonly me: User }): VNode {
  const isActive = me.presence === "active";
  return (
    <Popover label={`Status: ${presenceOf(me)}`} button={<Status me={me} />} class="rail-button">
      {() => (
        <div class="menu">
          <label>
            <input
              type="checkbox"
              checked={isActive}
              onChange={() => set({ presence: isActive ? "away" : "active" })}
            />{" "}
            Active
          </label>
          <label>
            <input type="checkbox" checked={me.dnd} onChange={() => set({ dnd: !me.dnd })} /> Do not
            disturb, for an hour
          </label>
        </div>
      )}
    </Popover>
  );
}

function Status({ me }: { readonly me: User }): VNode {
  return (
    <>
      <Presence user={me} /> {presenceOf(me)}
    </>
  );
}

function set(status: Json): void {
  act("presence", status).catch(tellFailure);
}
