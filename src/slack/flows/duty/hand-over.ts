import type { Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import {
  acceptHandOver,
  confirmShift,
  type HandOverOutcome,
  sendHandOver,
  takeOverIncident,
  writeHandOver,
} from "#engine/duty/hand-over.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import {
  askerOfAction,
  askerOfView,
  type ActionArgs,
  type ViewArgs,
} from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { publishHome } from "#slack/flows/home/home.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { listWords } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readHandOver } from "#store/duty/hand-overs.ts";
import { readNote, renderNoteForm } from "./hand-over-form.ts";

const GONE = "This hand-over is over.";
const TOO_LATE = say("Slack did not open the form in time. Please try again.");

/** The one who comes presses OK. */
export async function onShiftOk(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => {
    const outcome = await confirmShift(desk.engine, idOf(args), actor);
    return wordsOf(desk, outcome, () => "Thank you: Slack reaches you. Have a quiet shift.");
  });
}

export async function onAcceptHandOver(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => {
    const outcome = await acceptHandOver(desk.engine, idOf(args), actor);
    return wordsOf(desk, outcome, (taken) => {
      if (taken.length === 0) return "You accepted the hand-over.";
      return `You accepted the hand-over. ${listWords(taken.map(incidentName))} ${taken.length === 1 ? "is" : "are"} yours now.`;
    });
  });
}

/** Somebody answers the question in an incident's thread; only the one who comes can. */
export async function onTakeOver(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => {
    const [handOver = "", number = ""] = valueOf(args).split(":");
    const incident = readIncidentId(number);
    if (incident === null) return GONE;
    const wanted = { handOver: numberIn(handOver), incident };
    const outcome = await takeOverIncident(desk.engine, wanted, actor);
    return wordsOf(desk, outcome, (taken) => {
      const name = incidentName(incident);
      return taken.length === 0 ? `Somebody else has ${name} by now.` : `You have ${name} now.`;
    });
  });
}

export async function onSendHandOver(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => {
    const outcome = await sendHandOver(desk.engine, idOf(args), actor);
    return wordsOf(desk, outcome, () => {
      return "Your hand-over is sent. What you have stays yours until it is accepted.";
    });
  });
}

/** Opens the form at once, since Slack gives three seconds; whose hand-over it is counts when it is sent. */
export async function onWriteHandOver(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const { engine, client } = desk;
  const handOver = await readHandOver(engine.database.kysely, idOf(args));
  if (handOver === null) return;
  try {
    await client.views.open({ trigger_id: args.body.trigger_id, view: renderNoteForm(handOver) });
  } catch (error) {
    engine.logger.warn({ err: error }, "the form could not be opened");
    await askerAt(desk, args).tell(TOO_LATE);
  }
}

/** The form was sent: the message with the draft shows what was written. */
export async function onHandOverNote(desk: Desk, args: ViewArgs): Promise<void> {
  await args.ack();
  const written = { id: numberIn(args.view.private_metadata), note: readNote(args.view) };
  const asker = askerOfView(args, async ({ text }) => {
    await desk.client.chat.postMessage({ channel: args.body.user.id, text });
  });
  await answer(
    desk,
    asker,
    async ({ actor }) => {
      const outcome = await writeHandOver(desk.engine, written, actor);
      return outcome.kind === "done" ? null : say(wordsOf(desk, outcome, () => ""));
    },
    "asks-itself",
  );
}

/** Whoever comes or leaves may be a guest, and a shift is answered by them alone: each of these asks whose it is. */
async function act(
  desk: Desk,
  args: ActionArgs,
  work: (actor: Actor) => Promise<string>,
): Promise<void> {
  await args.ack();
  const asker = askerAt(desk, args);
  await answer(desk, asker, async ({ actor }) => say(await work(actor)), "asks-itself");
}

function askerAt(desk: Desk, args: ActionArgs): ReturnType<typeof askerOfAction> {
  const asker = askerOfAction(args, (reply) => publishHome(desk, asker, reply));
  return asker;
}

function wordsOf(
  desk: Desk,
  outcome: HandOverOutcome,
  done: (taken: readonly IncidentId[]) => string,
): string {
  switch (outcome.kind) {
    case "done":
      return done(outcome.taken);
    case "not-yours": {
      const { person } = outcome;
      const name = person === null ? "nobody" : nameIn(desk.engine.configuration(), person);
      return `Nothing was done: only ${outside(name, 80)} can do that.`;
    }
    case "gone":
      return GONE;
  }
}

function idOf(args: ActionArgs): number {
  return numberIn(valueOf(args));
}

/** Zero, which is nobody's number, for what is none. */
function numberIn(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function valueOf({ action }: ActionArgs): string {
  return "value" in action && typeof action.value === "string" ? action.value : "";
}
