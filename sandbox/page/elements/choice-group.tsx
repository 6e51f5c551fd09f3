import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { asJson, asRecords, isJson, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { keyOf, toggled } from "./choices.ts";
import { checking, type ElementProps, naming } from "./setting.ts";
import { typeOf } from "./state.ts";
import { useField } from "./use-field.ts";

/** Checkboxes or radio buttons. */
export function ChoiceGroup(props: ElementProps): VNode {
  const { element, setting } = props;
  const { value, isBusy, choose, dialog } = useField(props);
  const name = useId();
  const many = typeOf(element) === "checkboxes";
  const keys = new Set((Array.isArray(value) ? value : [value]).map(keyOf));
  function pick(option: Json): void {
    const choice = { key: keyOf(option), label: "", value: option };
    if (!isBusy) choose(many ? toggled(value, choice) : option);
  }
  const { "aria-required": required, ...checks } = checking(setting);
  return (
    <div
      role={many ? "group" : "radiogroup"}
      class="choice-group"
      aria-busy={isBusy}
      {...naming(setting, "Choices")}
      {...checks}
      {...(many ? {} : { "aria-required": required })}
    >
      {asRecords(element["options"]).map((option) => (
        <ChoiceLine
          key={keyOf(option)}
          option={option}
          many={many}
          name={name}
          isChosen={keys.has(keyOf(option))}
          onPick={() => pick(option)}
        />
      ))}
      {dialog}
    </div>
  );
}

type LineProps = {
  readonly option: Json;
  readonly many: boolean;
  readonly name: string;
  readonly isChosen: boolean;
  readonly onPick: () => void;
};

function ChoiceLine({ option, many, name, isChosen, onPick }: LineProps): VNode {
  const id = useId();
  const description = option["description"];
  return (
    <div class="choice">
      <label>
        <input
          type={many ? "checkbox" : "radio"}
          name={name}
          checked={isChosen}
          aria-describedby={isJson(description) ? id : undefined}
          onChange={onPick}
        />
        <TextObject of={asJson(option["text"])} />
      </label>
      {isJson(description) && (
        <div id={id} class="choice-description">
          <TextObject of={description} />
        </div>
      )}
    </div>
  );
}
