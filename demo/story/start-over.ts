import type { Alertmanager } from "#demo/alertmanager/alertmanager.ts";
import type { Bot } from "#demo/bot.ts";
import type { FastForward } from "#demo/clock/fast-forward.ts";
import { SCENES } from "#demo/scenes/scenes.ts";
import type { ActionGroup } from "./action.ts";
import type { Control } from "./control.ts";
import { takeBackChanges } from "./take-back-changes.ts";
import type { Witness } from "./witness.ts";

type Parts = {
  readonly alertmanager: Alertmanager;
  readonly bot: Pick<Bot, "database" | "reload">;
  readonly control: Control;
  readonly fastForward: FastForward;
  readonly witness: Witness;
};

/** More than `quietPeriod` and `reopenWithin` in muster.yaml. */
const QUIET_MS = 80_000;

/** Everything ends that goes on. Workspace and database stay: what happened has happened. */
export function startOver(parts: Parts): ActionGroup {
  return {
    title: "Once more",
    actions: [
      {
        id: "start-over",
        label: "Start over",
        hint: "Ends every alert, what was broken, Do Not Disturb and changes of shifts, lets a minute pass, and begins the tour anew.",
        act: async () => {
          await endTrouble(parts);
          await endChanges(parts);
          await letItBeOver(parts);
          parts.witness.forget();
          return "All alerts have ended, who has the turn is on call, and the tour begins anew.";
        },
      },
    ],
  };
}

async function endTrouble({ alertmanager, control, witness }: Parts): Promise<void> {
  await control("heal", {});
  const quiet = [...witness.seen().users.values()].filter(({ dnd }) => dnd);
  for (const { id } of quiet) await control("presence", { user: id, dnd: false });
  if (!alertmanager.runs()) await alertmanager.run(true);
  for (const scene of SCENES) await alertmanager.end(scene);
}

/** Until what ended is resolved, and would not be opened again when it fires once more. */
async function letItBeOver({ fastForward }: Parts): Promise<void> {
  await fastForward.stop();
  await fastForward.by(QUIET_MS);
}

async function endChanges({ bot: { database, reload } }: Parts): Promise<void> {
  await takeBackChanges(database);
  await reload();
}
