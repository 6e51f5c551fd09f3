import { useState } from "preact/hooks";
import { asText, type Json } from "#sandbox/json.ts";
import type { BlockAction, FormValues, Surface } from "#sandbox/page/blocks/surface.ts";
import { matching } from "#sandbox/page/elements/choices.ts";
import { withValue } from "./form-values.ts";
import { option, type Sample } from "./sample.ts";

/** So long takes the app that is not there, milliseconds. */
const ANSWER_TIME = 400;

const SERVICES = ["checkout", "search", "login", "payments"].map((name) => option(name));

type Live = {
  readonly surface: Surface;
  /** What the app would have been sent last. */
  readonly sent: Json | null;
};

/** A surface that keeps what is filled in and only shows what it would send. */
export function useLiveSurface(kind: Surface["kind"], { errors = {} }: Sample): Live {
  const [values, setValues] = useState<FormValues>({});
  const [sent, setSent] = useState<Json | null>(null);

  function act({ block_id, action_id, choice }: BlockAction): Promise<void> {
    setSent({ type: "block_actions", actions: [{ block_id, action_id, ...choice }] });
    return new Promise((resolve) => {
      setTimeout(resolve, ANSWER_TIME);
    });
  }
  function fill(blockId: string, actionId: string, value: Json): void {
    setValues((before) => withValue(before, blockId, actionId, value));
  }
  function suggest(_action: object, typed: string): Promise<Json> {
    setSent({ type: "block_suggestion", value: typed });
    const offered = SERVICES.map((value) => {
      const label = asText(value["value"]) ?? "";
      return { key: label, label, value };
    });
    return Promise.resolve({ options: matching(offered, typed).map(({ value }) => value) });
  }
  return { surface: { kind, act, values, fill, errors, suggest }, sent };
}
