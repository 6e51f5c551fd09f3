import { useState } from "preact/hooks";
import type { Choice } from "./choices.ts";
import { stepped } from "./steps.ts";

type Combobox = {
  /** What the list shows for what is typed. */
  readonly choices: readonly Choice[];
  readonly isOpen: boolean;
  readonly typed: string;
  readonly active: number;
  readonly open: () => void;
  readonly close: () => void;
  readonly type: (text: string) => void;
  readonly pick: (choice: Choice) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** Opening, typing and moving in a combobox, https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function useCombobox(
  offered: (typed: string) => readonly Choice[],
  onPick: (choice: Choice) => void,
): Combobox {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(-1);
  const choices = offered(typed);

  function close(): void {
    setOpen(false);
    setTyped("");
    setActive(-1);
  }
  function pick(choice: Choice): void {
    close();
    onPick(choice);
  }
  function type(text: string): void {
    setTyped(text);
    setOpen(true);
    setActive(text === "" ? -1 : 0);
  }
  function move(key: string): boolean {
    const isTextKey = key === "Home" || key === "End";
    const next = isTextKey ? null : stepped(key, active, choices.length);
    if (next === null) return false;
    setOpen(true);
    if (isOpen) setActive(next);
    return true;
  }
  function press(key: string): boolean {
    const choice = choices[active];
    if (!isOpen || (key !== "Enter" && key !== "Escape")) return false;
    if (key === "Escape") close();
    else if (choice !== undefined) pick(choice);
    return true;
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!move(event.key) && !press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  function open(): void {
    setOpen(true);
  }
  return { choices, isOpen, typed, active, open, close, type, pick, onKeyDown };
}
