import type { VNode } from "preact";
import { type Json, asText, isJson } from "#sandbox/json.ts";
import type { View } from "#sandbox/live/wire.ts";
import type { Problems } from "./submission.ts";

type Props = {
  readonly view: View;
  readonly problems: Problems;
  readonly busy: boolean;
  readonly onClose: () => void;
};

export function ModalFoot({ view, problems, busy, onClose }: Props): VNode {
  const submit = view["submit"];
  const close = wordsOf(view["close"]) ?? (isJson(submit) ? "Cancel" : "Close");
  return (
    <div class="modal-foot">
      <p role="alert" class="modal-trouble">
        {summary(problems)}
      </p>
      <output class="visually-hidden">{busy && "Sending…"}</output>
      <button type="button" class="modal-button" onClick={onClose}>
        {close}
      </button>
      {isJson(submit) && <Submit words={wordsOf(submit) ?? "Submit"} busy={busy} view={view} />}
    </div>
  );
}

type SubmitProps = { readonly words: string; readonly busy: boolean; readonly view: Json };

/** Stays focusable while the app thinks, so that the focus does not get lost. */
function Submit({ words, busy, view }: SubmitProps): VNode {
  return (
    <button
      type="submit"
      class="modal-button modal-submit"
      disabled={view["submit_disabled"] === true}
      aria-disabled={busy}
    >
      {words}
      {busy && <span class="modal-busy" aria-hidden="true" />}
    </button>
  );
}

function summary({ errors, trouble }: Problems): string | null {
  if (trouble !== null) return trouble;
  const count = Object.keys(errors).length;
  if (count === 0) return null;
  return count === 1 ? "One field needs a look." : `${count} fields need a look.`;
}

function wordsOf(text: unknown): string | undefined {
  return isJson(text) ? asText(text["text"]) : undefined;
}
