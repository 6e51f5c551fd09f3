import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asText, type Json } from "#sandbox/json.ts";
import { useSurface } from "#sandbox/page/blocks/surface.ts";
import type { ElementProps } from "./setting.ts";
import { choiceOf, stateWith, valueOf } from "./state.ts";
import { useActing } from "./use-acting.ts";
import { useConfirm } from "./use-confirm.tsx";

/** Something that holds a value. */
type Field = {
  readonly value: unknown;
  readonly isBusy: boolean;
  /** Keeps the value, and tells the app when the element acts at once. */
  readonly choose: (value: unknown) => void;
  /** Only keeps the value. */
  readonly fill: (value: unknown) => void;
  /** Tells the app. */
  readonly act: (value: unknown) => void;
  /** Asks for a confirmation while one is needed; to be shown beside the element. */
  readonly dialog: VNode | null;
};

export function useField({ element, setting }: ElementProps): Field {
  const surface = useSurface();
  const { isBusy, run } = useActing();
  const { confirmed, dialog } = useConfirm(element["confirm"]);
  // A message keeps no values, so what was chosen there is remembered here.
  const [own, setOwn] = useState<Json | undefined>(undefined);
  const place = { block_id: setting.blockId, action_id: asText(element["action_id"]) ?? "" };

  function fill(value: unknown): void {
    const state = stateWith(element, value);
    setOwn(state);
    surface.fill(place.block_id, place.action_id, state);
  }
  function act(value: unknown): void {
    run(() => surface.act({ ...place, choice: choiceOf(element, value) }));
  }
  function fillAndAct(value: unknown): void {
    fill(value);
    act(value);
  }
  function choose(value: unknown): void {
    if (setting.acts) confirmed(() => fillAndAct(value));
    else fill(value);
  }
  const kept = surface.values[place.block_id]?.[place.action_id] ?? own;
  return { value: valueOf(element, kept), isBusy, choose, fill, act, dialog };
}
