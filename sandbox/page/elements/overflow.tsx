import type { RefObject, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asRecords, type Json } from "#sandbox/json.ts";
import { useFloating } from "./floating.ts";
import type { ElementProps } from "./setting.ts";
import { stepped } from "./steps.ts";
import { useField } from "./use-field.ts";
import { webAddress } from "./web-address.ts";
import { wordsOf } from "./words.ts";

/** The button with three dots and the menu behind it. */
export function Overflow(props: ElementProps): VNode {
  const { isBusy, choose, dialog } = useField(props);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  function close(): void {
    setOpen(false);
    button.current?.focus();
  }
  function pick(option: Json): void {
    close();
    const address = webAddress(option["url"]);
    if (address !== null) open(address, "_blank", "noopener,noreferrer");
    choose(option);
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button overflow"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-busy={isBusy}
        aria-disabled={isBusy}
        onClick={() => setOpen(!isOpen && !isBusy)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || isBusy) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {isOpen && (
        <Menu
          options={asRecords(props.element["options"])}
          anchor={button}
          onPick={pick}
          onClose={close}
          onLeave={() => setOpen(false)}
        />
      )}
      {dialog}
    </>
  );
}

type MenuProps = {
  readonly options: readonly Json[];
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly onPick: (option: Json) => void;
  readonly onClose: () => void;
  /** The focus went elsewhere and must stay there. */
  readonly onLeave: () => void;
};

function Menu({ options, anchor, onPick, onClose, onLeave }: MenuProps): VNode {
  const panel = useFloating<HTMLDivElement>(anchor);
  useEffect(() => itemsIn(panel.current)[0]?.focus(), [panel]);

  function onKeyDown(event: KeyboardEvent): void {
    const items = itemsIn(panel.current);
    const at = items.findIndex((item) => item === document.activeElement);
    const next = stepped(event.key, at, items.length);
    if (next !== null) items[next]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }
  function onFocusOut(event: FocusEvent): void {
    const to = event.relatedTarget;
    const stays = to instanceof Node && (panel.current?.contains(to) ?? false);
    if (!stays && to !== anchor.current) onLeave();
  }
  return (
    <div
      ref={panel}
      popover="manual"
      class="floating menu"
      role="menu"
      tabIndex={-1}
      aria-label="More actions"
      onKeyDown={onKeyDown}
      onFocusOut={onFocusOut}
    >
      {options.map((option, index) => (
        <MenuItem key={index} option={option} onPick={() => onPick(option)} />
      ))}
    </div>
  );
}

function MenuItem({
  option,
  onPick,
}: {
  readonly option: Json;
  readonly onPick: () => void;
}): VNode {
  const description = wordsOf(option["description"]);
  return (
    <button type="button" role="menuitem" tabIndex={-1} class="menu-item" onClick={onPick}>
      {wordsOf(option["text"])}
      {webAddress(option["url"]) !== null && <span aria-hidden="true"> ↗</span>}
      {description !== "" && <span class="choice-description">{description}</span>}
    </button>
  );
}

function itemsIn(panel: HTMLElement | null): readonly HTMLElement[] {
  return [...(panel?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}
