import type { InputHTMLAttributes, VNode } from "preact";
import { useId } from "preact/hooks";
import { asText, isJson, type Json } from "#sandbox/json.ts";
import { checking, type ElementProps, naming } from "./setting.ts";
import { richTextOf, typeOf, wordsOfRichText } from "./state.ts";
import { type Limits, limitsOf } from "./text-limits.ts";
import { useField } from "./use-field.ts";
import { useFocusOnLoad } from "./use-focus-on-load.ts";
import { useTyping } from "./use-typing.ts";
import { wordsOf } from "./words.ts";

/** Plain text in one line or several, an address, a number. */
export function TextInput(props: ElementProps): VNode {
  const { element } = props;
  const field = useField(props);
  const text = asText(field.value) ?? "";
  const typing = useTyping(props, field, (typed) => typed);
  const isTall = element["multiline"] === true;
  return <Writing {...props} text={text} isTall={isTall} isBusy={field.isBusy} {...typing} />;
}

/** Rich text; here it is written plainly. */
export function RichTextInput(props: ElementProps): VNode {
  const field = useField(props);
  const text = isJson(field.value) ? wordsOfRichText(field.value) : "";
  const typing = useTyping(props, field, richTextOf);
  return <Writing {...props} text={text} isTall isBusy={field.isBusy} {...typing} />;
}

type WritingProps = ElementProps & {
  readonly text: string;
  readonly isTall: boolean;
  readonly isBusy: boolean;
  readonly onType: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function Writing({
  element,
  setting,
  text,
  isTall,
  isBusy,
  onType,
  onKeyDown,
}: WritingProps): VNode {
  const counterId = useId();
  const line = useFocusOnLoad<HTMLInputElement>(element);
  const area = useFocusOnLoad<HTMLTextAreaElement>(element);
  const limits = limitsOf(element, text);
  const described = [setting.describedBy, limits === null ? "" : counterId].filter(Boolean);
  const placeholder = wordsOf(element["placeholder"]);
  const shared = {
    class: "field",
    value: text,
    placeholder,
    "aria-busy": isBusy,
    ...naming({ ...setting, describedBy: described.join(" ") }, placeholder || "Text"),
    ...checking(setting),
    onKeyDown,
  };
  return (
    <span class="writing">
      {isTall ? (
        <textarea
          ref={area}
          rows={rowsOf(element)}
          {...shared}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      ) : (
        <input
          ref={line}
          {...KINDS[typeOf(element)]}
          {...shared}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      )}
      {limits !== null && <Counter id={counterId} {...limits} />}
    </span>
  );
}

/** The workspace itself checks what was typed, in Slack's words, so nothing is refused here. */
const KINDS: Readonly<Record<string, InputHTMLAttributes>> = {
  email_text_input: { type: "email" },
  url_text_input: { type: "url" },
  number_input: { type: "text", inputMode: "decimal" },
};

function Counter({ id, counter, isOver }: { readonly id: string } & Limits): VNode {
  return (
    <span id={id} class={isOver ? "counter counter-over" : "counter"}>
      {isOver ? `${counter}: too long` : counter}
    </span>
  );
}

function rowsOf(element: Json): number {
  const least = element["min_lines"];
  return typeof least === "number" ? least : 3;
}
