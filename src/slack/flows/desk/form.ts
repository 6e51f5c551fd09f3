import type { types, ViewOutput } from "@slack/bolt";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import type { Message } from "#slack/words/blocks.ts";
import { answer, say, type Permitted } from "./answer.ts";
import { askerOfView, type Asker, type ViewArgs } from "./asker.ts";
import type { Desk } from "./desk.ts";
import type { Wants } from "./may.ts";

/** A form as it was sent. */
export type Sent = {
  /** Names this form: however often it is sent, it says the same. */
  readonly key: string;
  /** What the form was opened with. */
  readonly meta: string;
  readonly values: ViewOutput["state"]["values"];
  /** Who sent it, as Slack's id. */
  readonly slackId: string;
};

export type Reading<Value> =
  | { readonly kind: "complete"; readonly value: Value }
  /** What is wrong, by the block that it stands under. */
  | { readonly kind: "incomplete"; readonly errors: Readonly<Record<string, string>> };

/** A form that people fill in: how it is read, and what is done with it. */
export type Form<Value> = {
  /** Above the answer. */
  readonly title: string;
  /** What somebody who sends it wants, so that it can be asked whether they may. */
  readonly wants: (value: Value, sent: Sent) => Wants;
  readonly read: (desk: Desk, sent: Sent) => Promise<Reading<Value>> | Reading<Value>;
  readonly save: (desk: Desk, person: Permitted, value: Value, sent: Sent) => Promise<Message>;
};

export const TOO_LATE = say("Slack did not open the form in time. Please try again.");

/** Opens a modal within three seconds of what was pressed; above the one in which it was pressed, if any. */
export async function openView(
  desk: Desk,
  asker: Pick<Asker, "triggerId" | "modal">,
  view: types.ModalView,
): Promise<Message | null> {
  return (await openedView(desk, asker, view)) === null ? TOO_LATE : null;
}

/** A view as it was shown: by its hash it is changed only as long as it has not been changed since. */
export type OpenedView = { readonly id: string; readonly hash: string };

/** The same for a form that is filled in further once it is open; null when it was too late. */
export async function openedView(
  { client, engine }: Desk,
  { triggerId, modal }: Pick<Asker, "triggerId" | "modal">,
  view: types.ModalView,
): Promise<OpenedView | null> {
  const show = modal === null ? client.views.open : client.views.push;
  try {
    const opened = await show({ trigger_id: triggerId, view });
    return { id: opened.view?.id ?? "", hash: opened.view?.hash ?? "" };
  } catch (error) {
    engine.logger.warn({ err: error }, "the form could not be opened");
    return null;
  }
}

/** The form was sent, maybe twice: mistakes are shown in it, else it turns into the answer. */
export function onSent<Value>(form: Form<Value>): (desk: Desk, args: ViewArgs) => Promise<void> {
  return async (desk, args) => {
    const { view, body } = args;
    const { id: key, private_metadata: meta, state } = view;
    const sent: Sent = { key, meta, values: state.values, slackId: body.user.id };
    const read = await form.read(desk, sent);
    if (read.kind === "incomplete") {
      await args.ack({ response_action: "errors", errors: { ...read.errors } });
      return;
    }
    await args.ack({ response_action: "update", view: renderAnswer(form.title, say("Saving …")) });
    const asker = askerOfView(args, async (reply) => {
      await desk.client.views.update({ view_id: view.id, view: renderAnswer(form.title, reply) });
    });
    const { value } = read;
    const wants = form.wants(value, sent);
    await answer(desk, asker, (person) => form.save(desk, person, value, sent), wants);
  };
}
