import { DateTime } from "luxon";
import { askForSilence, type SilenceWish } from "#engine/silence/ask-for-silence.ts";
import { readScopes } from "#engine/silence/silence-scopes.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { silenceAnswer } from "./silence-answer.ts";
import { typedSoFar } from "./silence-form.ts";
import { showPreview } from "./silence.ts";

const UNREADABLE = say("This form is of an older Muster. Open it again.");

/** Somebody chose other alerts: the form shows what that would hide. */
export async function onSilenceScope(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const { view } = args.body;
  const id = readIncidentId(view?.private_metadata ?? "");
  await answer(
    desk,
    askerAt(desk, args),
    async () => {
      const incident = id === null ? null : await readIncident(desk.engine.database.kysely, id);
      if (incident === null || view === undefined) return UNREADABLE;
      const scopes = await readScopes(desk.engine, incident);
      const scope = scopes.scopes.find((one) => one.id === valueOf(args));
      if (scope === undefined) return null;
      const typed = typedSoFar(view.state?.values ?? {});
      await showPreview(desk, view, { ...scopes, incident, scope, preview: null, typed });
      return null;
    },
    { action: "silence", incident: id },
  );
}

/** Somebody lets a silence last longer. */
export async function onExtendSilence(desk: Desk, args: ActionArgs): Promise<void> {
  await change(desk, args, ({ actor: by }, key, end) => {
    if (!/^\d{1,12}$/.test(end)) return null;
    const until = DateTime.fromSeconds(Number(end), { zone: "utc" });
    return { kind: "extend-silence", by, key, until };
  });
}

/** Somebody ends a silence before its time. */
export async function onEndSilence(desk: Desk, args: ActionArgs): Promise<void> {
  await change(desk, args, ({ actor: by }, key) => ({ kind: "end-silence", by, key }));
}

/** The button names the incident, the silence, and for some the new end. */
async function change(
  desk: Desk,
  args: ActionArgs,
  wishOf: (person: Permitted, key: string, end: string) => SilenceWish | null,
): Promise<void> {
  await args.ack();
  const [number = "", key = "", end = ""] = valueOf(args).split(":");
  const incident = readIncidentId(number);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      const wish = wishOf(person, key, end);
      if (incident === null || wish === null) return UNREADABLE;
      return say(silenceAnswer(incident, await askForSilence(desk.engine, incident, wish)));
    },
    { action: "silence", incident },
  );
}
