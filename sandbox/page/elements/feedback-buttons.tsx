import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asJson, asText, type Json } from "#sandbox/json.ts";
import { useSurface } from "#sandbox/page/blocks/surface.ts";
import type { ElementProps } from "./setting.ts";
import { useActing } from "./use-acting.ts";
import { wordsOf } from "./words.ts";

const THUMBS = [
  { name: "positive_button", icon: "👍" },
  { name: "negative_button", icon: "👎" },
] as const;

/** Whether an answer was any good: one of two buttons. */
export function FeedbackButtons({ element, setting }: ElementProps): VNode {
  const { act } = useSurface();
  const { isBusy, run } = useActing();
  const [given, setGiven] = useState<string | null>(null);
  const place = { block_id: setting.blockId, action_id: asText(element["action_id"]) ?? "" };
  function give(name: string, button: Json): void {
    if (isBusy) return;
    setGiven(name);
    run(() => act({ ...place, choice: { value: button["value"] } }));
  }
  return (
    <>
      {THUMBS.map(({ name, icon }) => {
        const button = asJson(element[name]);
        return (
          <Thumb
            key={name}
            button={button}
            icon={icon}
            isGiven={given === name}
            isBusy={isBusy}
            onPress={() => give(name, button)}
          />
        );
      })}
    </>
  );
}

type ThumbProps = {
  readonly button: Json;
  readonly icon: string;
  readonly isGiven: boolean;
  readonly isBusy: boolean;
  readonly onPress: () => void;
};

function Thumb({ button, icon, isGiven, isBusy, onPress }: ThumbProps): VNode {
  return (
    <button
      type="button"
      class={isGiven ? "button button-small button-given" : "button button-small"}
      aria-label={asText(button["accessibility_label"])}
      aria-pressed={isGiven}
      aria-disabled={isBusy}
      aria-busy={isBusy}
      onClick={onPress}
    >
      <span aria-hidden="true">{icon}</span> {wordsOf(button["text"])}
    </button>
  );
}
