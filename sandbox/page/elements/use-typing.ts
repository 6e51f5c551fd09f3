import { useEffect, useRef } from "preact/hooks";
import type { ElementProps } from "./setting.ts";
import { dispatchesOn } from "./text-limits.ts";
import type { useField } from "./use-field.ts";

type Typing = {
  readonly onType: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** The app hears of single characters in bursts; milliseconds. */
const PAUSE = 250;

/** Keeps what is typed, and tells the app when the input says so. */
export function useTyping(
  { element, setting }: ElementProps,
  { value, fill, act }: ReturnType<typeof useField>,
  valueOfText: (text: string) => unknown,
): Typing {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function onType(text: string): void {
    const typed = valueOfText(text);
    fill(typed);
    if (!setting.acts || !dispatchesOn(element, "on_character_entered")) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => act(typed), PAUSE);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!setting.acts || !dispatchesOn(element, "on_enter_pressed")) return;
    event.preventDefault();
    act(value);
  }
  return { onType, onKeyDown };
}
