import { askerOfAction, type ActionArgs, type Asker } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { publishHome } from "#slack/flows/home/home.ts";
import { readState } from "#slack/flows/list/list-state.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";

/** Who pressed, and where to answer them. */
export function askerAt(desk: Desk, args: ActionArgs): Asker {
  const asker: Asker = askerOfAction(args, async (reply) => {
    const kept = readState(args.body.view?.private_metadata ?? "");
    if (asker.modal === null) return await publishHome(desk, asker, reply, kept);
    const view = renderAnswer("Muster", reply);
    await desk.client.views.update({ view_id: asker.modal, view });
  });
  return asker;
}

/** What the button or the chosen option carries. */
export function valueOf({ action }: ActionArgs): string {
  if ("selected_option" in action && action.selected_option !== null) {
    return optionValue(action.selected_option);
  }
  return "value" in action && typeof action.value === "string" ? action.value : "";
}

function optionValue(option: { readonly value?: string } | undefined): string {
  return option?.value ?? "";
}
