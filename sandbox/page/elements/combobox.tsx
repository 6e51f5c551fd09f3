import type { VNode } from "preact";
import { useEffect, useId } from "preact/hooks";
import type { Json } from "#sandbox/json.ts";
import { type Choice, matching } from "./choices.ts";
import { Listbox, optionId } from "./listbox.tsx";
import { checking, naming, type Setting } from "./setting.ts";
import { useCombobox } from "./use-combobox.ts";
import { useFocusOnLoad } from "./use-focus-on-load.ts";

/** More than this helps nobody; typing narrows it. */
const MOST_SHOWN = 100;

type Props = {
  readonly element: Json;
  readonly setting: Setting;
  readonly placeholder: string;
  readonly choices: readonly Choice[];
  /** What is chosen in a menu for one. */
  readonly shown: string;
  readonly picked: ReadonlySet<string>;
  readonly many: boolean;
  readonly isBusy: boolean;
  /** Given when the app looks up the choices for what is typed. */
  readonly onType?: ((typed: string) => void) | undefined;
  /** Said in place of choices. */
  readonly note: string | null;
  readonly onPick: (choice: Choice) => void;
};

/** A menu that one can type into. */
export function Combobox(props: Props): VNode {
  const { setting, placeholder, shown, isBusy, onType } = props;
  const listId = useId();
  const field = useFocusOnLoad<HTMLInputElement>(props.element);
  const box = useCombobox(
    (typed) => (onType === undefined ? narrowed(props.choices, typed) : props.choices),
    props.onPick,
  );
  useEffect(() => {
    if (box.isOpen) onType?.(box.typed);
  }, [box.isOpen, box.typed]);
  return (
    <span class="combobox">
      <input
        ref={field}
        type="text"
        role="combobox"
        autocomplete="off"
        class="field combobox-field"
        placeholder={shown === "" ? placeholder : shown}
        value={box.isOpen ? box.typed : shown}
        aria-expanded={box.isOpen}
        aria-controls={box.isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={box.active < 0 ? undefined : optionId(listId, box.active)}
        aria-busy={isBusy}
        readOnly={isBusy}
        {...naming(setting, placeholder)}
        {...checking(setting)}
        onClick={() => !isBusy && box.open()}
        onInput={(event) => box.type(event.currentTarget.value)}
        onKeyDown={(event) => !isBusy && box.onKeyDown(event)}
        onBlur={box.close}
      />
      {box.isOpen && (
        <Listbox
          id={listId}
          label={placeholder}
          anchor={field}
          choices={box.choices}
          picked={props.picked}
          active={box.active}
          note={props.note ?? (box.choices.length === 0 ? "Nothing matches." : null)}
          many={props.many}
          onPick={box.pick}
        />
      )}
    </span>
  );
}

function narrowed(choices: readonly Choice[], typed: string): readonly Choice[] {
  return matching(choices, typed).slice(0, MOST_SHOWN);
}
