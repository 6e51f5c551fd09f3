import type { InputHTMLAttributes, VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { asText, type Json } from "#sandbox/json.ts";
import { viewer } from "#sandbox/page/live/store.ts";
import { checking, type ElementProps, naming } from "./setting.ts";
import { typeOf } from "./state.ts";
import { useField } from "./use-field.ts";
import { useFocusOnLoad } from "./use-focus-on-load.ts";
import { wordsOf } from "./words.ts";
import { localAt, momentAt } from "./zoned.ts";

/** A date, a time of day, or a moment. */
export function Picker(props: ElementProps): VNode {
  const { element, setting } = props;
  const { value, isBusy, choose, dialog } = useField(props);
  const zone = viewer.value?.tz ?? "UTC";
  const shown = written(value, zone);
  const field = useFocusOnLoad<HTMLInputElement>(element);
  const typing = useCommit(shown, (text) => choose(read(element, text, zone)));
  const note = zoneNote(element, zone);
  return (
    <span class="picker">
      <input
        ref={field}
        {...INPUTS[typeOf(element)]}
        class="field picker-field"
        value={typing.text}
        readOnly={isBusy}
        aria-busy={isBusy}
        {...naming(setting, wordsOf(element["placeholder"]) || NAMES[typeOf(element)] || "Value")}
        {...checking(setting)}
        onKeyDown={typing.onKeyDown}
        onChange={(event) => typing.onChange(event.currentTarget.value)}
        onBlur={typing.commit}
      />
      {note !== null && <span class="picker-zone">{note}</span>}
      {dialog}
    </span>
  );
}

const INPUTS: Readonly<Record<string, InputHTMLAttributes>> = {
  datepicker: { type: "date" },
  timepicker: { type: "time" },
  datetimepicker: { type: "datetime-local" },
};

const NAMES: Readonly<Record<string, string>> = {
  datepicker: "Date",
  timepicker: "Time",
  datetimepicker: "Date and time",
};

type Commit = {
  readonly text: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onChange: (text: string) => void;
  readonly commit: () => void;
};

/** While a date is typed, each digit makes another valid one: it counts once the field is left. */
function useCommit(shown: string, choose: (text: string) => void): Commit {
  const [draft, setDraft] = useState<string | null>(null);
  const byKeys = useRef(false);
  function settle(text: string): void {
    byKeys.current = false;
    setDraft(null);
    if (text !== shown) choose(text);
  }
  function commit(): void {
    if (draft !== null) settle(draft);
  }
  return {
    text: draft ?? shown,
    commit,
    onKeyDown: ({ key }) => {
      byKeys.current = key !== "Enter";
      if (key === "Enter") commit();
    },
    onChange: (text) => {
      if (byKeys.current) setDraft(text);
      else settle(text);
    },
  };
}

function written(value: unknown, zone: string): string {
  if (typeof value === "number") return localAt(value, zone);
  return asText(value) ?? "";
}

function read(element: Json, text: string, zone: string): unknown {
  if (text === "") return null;
  return typeOf(element) === "datetimepicker" ? momentAt(text, zone) : text;
}

function zoneNote(element: Json, zone: string): string | null {
  const named = asText(element["timezone"]);
  if (named !== undefined) return named;
  return typeOf(element) === "datetimepicker" ? zone : null;
}
