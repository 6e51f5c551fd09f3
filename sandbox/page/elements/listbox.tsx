import type { RefObject, VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Choice } from "./choices.ts";
import { useFloating } from "./floating.ts";

type Props = {
  readonly id: string;
  readonly label: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly choices: readonly Choice[];
  readonly picked: ReadonlySet<string>;
  readonly active: number;
  /** Said in place of choices. */
  readonly note: string | null;
  readonly many: boolean;
  readonly onPick: (choice: Choice) => void;
};

/** What a combobox offers at the moment. */
export function Listbox(props: Props): VNode {
  const { id, label, anchor, choices, note, many, active } = props;
  const panel = useFloating<HTMLDivElement>(anchor);
  useEffect(() => {
    document.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({
      block: "nearest",
    });
  }, [id, active]);
  return (
    <div
      ref={panel}
      popover="manual"
      class="floating listbox"
      role="presentation"
      // Keeps the focus, and with it the cursor, in the combobox.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div
        id={id}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A <select> cannot be typed into.
        role="listbox"
        aria-label={label}
        aria-multiselectable={many}
        tabIndex={-1}
      >
        {grouped(choices).map((group) => (
          <Group key={group.first} {...props} group={group} />
        ))}
      </div>
      {note !== null && <p class="listbox-note">{note}</p>}
    </div>
  );
}

export function optionId(listId: string, index: number): string {
  return `${listId}-option-${index}`;
}

type Grouped = {
  readonly name: string | undefined;
  readonly first: number;
  readonly choices: readonly Choice[];
};

function Group({ group, ...props }: Props & { readonly group: Grouped }): VNode {
  const options = group.choices.map((choice, offset) => (
    <Option key={choice.key} {...props} choice={choice} index={group.first + offset} />
  ));
  if (group.name === undefined) return <>{options}</>;
  const nameId = `${props.id}-group-${group.first}`;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset cannot stand in a listbox.
    <div role="group" aria-labelledby={nameId}>
      <div id={nameId} class="listbox-group">
        {group.name}
      </div>
      {options}
    </div>
  );
}

type OptionProps = Props & { readonly choice: Choice; readonly index: number };

function Option({ id, choice, index, picked, active, onPick }: OptionProps): VNode {
  const isPicked = picked.has(choice.key);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- The keys are the combobox's.
    <div
      id={optionId(id, index)}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An <option> shows no description.
      role="option"
      tabIndex={-1}
      aria-selected={isPicked}
      class={index === active ? "listbox-option listbox-active" : "listbox-option"}
      onClick={() => onPick(choice)}
    >
      <span class="listbox-mark" aria-hidden="true">
        {isPicked ? "✓" : ""}
      </span>
      <span>
        {choice.label}
        {choice.description !== undefined && (
          <span class="choice-description">{choice.description}</span>
        )}
      </span>
    </div>
  );
}

/** Runs of choices that stand under the same heading. */
function grouped(choices: readonly Choice[]): readonly Grouped[] {
  const groups: Grouped[] = [];
  for (const [index, choice] of choices.entries()) {
    const last = groups.at(-1);
    if (last !== undefined && last.name === choice.group) {
      groups[groups.length - 1] = { ...last, choices: [...last.choices, choice] };
    } else {
      groups.push({ name: choice.group, first: index, choices: [choice] });
    }
  }
  return groups;
}
