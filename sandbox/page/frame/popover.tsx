import type { ComponentChildren, VNode } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

type Props = {
  /** The name of what opens, and of the button when it shows none. */
  readonly label: string;
  readonly button: ComponentChildren;
  readonly class?: string;
  readonly onOpen?: (isOpen: boolean) => void;
  /** Drawn only while it is open. */
  readonly children: (close: () => void) => ComponentChildren;
};

const GAP = 4;

/** A button and what it opens beside itself; Escape or a press elsewhere closes it. */
export function Popover({ label, button, children, onOpen, ...props }: Props): VNode {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (isOpen) putBeside(panel.current, trigger.current);
  });
  // What it holds is drawn only after the browser has looked for something to focus.
  useLayoutEffect(() => {
    if (isOpen) panel.current?.querySelector<HTMLElement>("input, button, a")?.focus();
  }, [isOpen]);
  function toggled(open: boolean): void {
    setOpen(open);
    onOpen?.(open);
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        class={props.class ?? "plain-button"}
        aria-label={typeof button === "string" && button.length > 2 ? undefined : label}
        title={label}
        aria-expanded={isOpen}
        popovertarget={id}
      >
        {button}
      </button>
      <dialog
        ref={panel}
        id={id}
        popover="auto"
        class="popover"
        aria-label={label}
        onToggle={({ newState }) => toggled(newState === "open")}
      >
        {isOpen && children(() => panel.current?.hidePopover())}
      </dialog>
    </>
  );
}

/** Below the button if there is room, else above, and never beyond the window. */
function putBeside(panel: HTMLElement | null, trigger: HTMLElement | null): void {
  if (panel === null || trigger === null) return;
  const [from, size] = [trigger.getBoundingClientRect(), panel.getBoundingClientRect()];
  const below = from.bottom + GAP;
  const top = below + size.height < innerHeight ? below : from.top - size.height - GAP;
  const left = Math.min(from.left, innerWidth - size.width - GAP);
  panel.style.top = `${Math.max(GAP, top)}px`;
  panel.style.left = `${Math.max(GAP, left)}px`;
}
