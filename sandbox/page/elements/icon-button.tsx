import type { VNode } from "preact";
import { asList, asText, type Json } from "#sandbox/json.ts";
import { useSurface } from "#sandbox/page/blocks/surface.ts";
import { viewerId } from "#sandbox/page/live/store.ts";
import type { ElementProps } from "./setting.ts";
import { useActing } from "./use-acting.ts";
import { useConfirm } from "./use-confirm.tsx";
import { wordsOf } from "./words.ts";

const ICONS: Readonly<Record<string, string>> = { trash: "🗑" };

/** A small button under a message; some are for certain people only. */
export function IconButton({ element, setting }: ElementProps): VNode | null {
  const { act } = useSurface();
  const { isBusy, run } = useActing();
  const { confirmed, dialog } = useConfirm(element["confirm"]);
  if (!isFor(element, viewerId.value)) return null;

  const place = { block_id: setting.blockId, action_id: asText(element["action_id"]) ?? "" };
  const icon = asText(element["icon"]) ?? "";
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-label={asText(element["accessibility_label"])}
        aria-disabled={isBusy}
        aria-busy={isBusy}
        onClick={() => !isBusy && confirmed(() => run(() => act(place)))}
      >
        <span aria-hidden="true">{ICONS[icon] ?? "•"}</span> {wordsOf(element["text"])}
      </button>
      {dialog}
    </>
  );
}

function isFor(element: Json, viewer: string | null): boolean {
  const people = asList(element["visible_to_user_ids"]);
  return people.length === 0 || people.includes(viewer);
}
