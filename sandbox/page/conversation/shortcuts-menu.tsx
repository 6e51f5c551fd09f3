import type { VNode } from "preact";
import { Popover } from "#sandbox/page/frame/popover.tsx";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { app } from "#sandbox/page/live/store.ts";

/** What the app offers anywhere. */
export function ShortcutsMenu(): VNode | null {
  const shortcuts = (app.value?.shortcuts ?? []).filter(({ type }) => type === "global");
  if (shortcuts.length === 0) return null;
  return (
    <Popover label="Shortcuts" button="Shortcuts">
      {(close) => (
        <div class="menu">
          {shortcuts.map(({ name, callback_id }) => (
            <button
              key={callback_id}
              type="button"
              onClick={() => {
                close();
                act("shortcut", { callback_id }).catch(tellFailure);
              }}
            >
              {name} <span class="quiet">{app.value?.name}</span>
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
