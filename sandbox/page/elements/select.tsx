import type { VNode } from "preact";
import { Chips } from "./chips.tsx";
import { type Choice, chosen, toggled } from "./choices.ts";
import { Combobox } from "./combobox.tsx";
import { localOffer, type Offer, useExternalOffer } from "./offers.ts";
import type { ElementProps } from "./setting.ts";
import { takesMany } from "./state.ts";
import { useField } from "./use-field.ts";
import { wordsOf } from "./words.ts";

/** Any menu whose choices are known here: options, people, channels. */
export function LocalSelect(props: ElementProps): VNode {
  return <Select {...props} offer={localOffer(props.element)} />;
}

/** A menu whose choices the app looks up. */
export function ExternalSelect(props: ElementProps): VNode {
  return <Select {...props} offer={useExternalOffer(props)} />;
}

function Select(props: ElementProps & { readonly offer: Offer }): VNode {
  const many = takesMany(props.element);
  return many ? <SelectMany {...props} /> : <SelectOne {...props} />;
}

function SelectOne({ offer, ...props }: ElementProps & { readonly offer: Offer }): VNode {
  const { element, setting } = props;
  const { value, isBusy, choose, dialog } = useField(props);
  const [picked] = chosen(value, offer.choices);
  return (
    <span class="select">
      <Combobox
        element={element}
        setting={setting}
        placeholder={placeholderOf(props)}
        {...offer}
        shown={picked?.label ?? ""}
        picked={new Set(picked === undefined ? [] : [picked.key])}
        many={false}
        isBusy={isBusy}
        onPick={(choice) => choose(choice.value)}
      />
      {picked !== undefined && setting.isRequired === false && (
        <button
          type="button"
          class="select-clear"
          aria-label={`Clear ${picked.label}`}
          onClick={() => choose(null)}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
      {dialog}
    </span>
  );
}

function SelectMany({ offer, ...props }: ElementProps & { readonly offer: Offer }): VNode {
  const { element, setting } = props;
  const { value, isBusy, choose, dialog } = useField(props);
  const picked = chosen(value, offer.choices);
  const most = element["max_selected_items"];
  const isFull = typeof most === "number" && picked.length >= most;
  function toggle(choice: Choice): void {
    if (!isFull || picked.some(({ key }) => key === choice.key)) choose(toggled(value, choice));
  }
  return (
    <span class="select select-many">
      <Chips chosen={picked} isBusy={isBusy} onRemove={toggle} />
      <Combobox
        element={element}
        setting={setting}
        placeholder={placeholderOf(props)}
        {...offer}
        note={isFull ? `No more than ${most} can be chosen.` : offer.note}
        shown=""
        picked={new Set(picked.map(({ key }) => key))}
        many
        isBusy={isBusy}
        onPick={toggle}
      />
      {dialog}
    </span>
  );
}

function placeholderOf({ element }: ElementProps): string {
  return wordsOf(element["placeholder"]) || (takesMany(element) ? "Choose some" : "Choose one");
}
