import type { Alertmanager } from "#demo/alertmanager/alertmanager.ts";
import type { Bot } from "#demo/bot.ts";
import type { DemoClock } from "#demo/clock/demo-clock.ts";
import type { FastForward } from "#demo/clock/fast-forward.ts";
import type { Mailbox } from "#demo/mailbox/mailbox.ts";
import type { Prometheus } from "#demo/prometheus/prometheus.ts";
import type { Story, Storyteller } from "#sandbox/live/story.ts";
import type { Action, ActionGroup } from "./action.ts";
import { alertActions } from "./alerts.ts";
import { createControl } from "./control.ts";
import { facts } from "./facts.ts";
import { peopleActions } from "./people.ts";
import { prometheusActions } from "./prometheus.ts";
import { slackActions } from "./slack-trouble.ts";
import { startOver } from "./start-over.ts";
import { timeActions } from "./time.ts";
import { tour } from "./tour.ts";
import type { Witness } from "./witness.ts";

type Cast = {
  readonly slackUrl: string;
  readonly botUrl: string;
  readonly logFile: string;
  readonly clock: DemoClock;
  readonly fastForward: FastForward;
  readonly alertmanager: Alertmanager;
  readonly mailbox: Mailbox;
  readonly prometheus: Prometheus;
  readonly bot: Pick<Bot, "database" | "reload">;
  readonly witness: Witness;
};

const TITLE = "Your first incident";

/** The story beside the chat: a tour, and buttons that do what people in a workspace cannot. */
export function createStoryteller(cast: Cast): Storyteller {
  const groups = actionGroups(cast);
  const actions = new Map(groups.flatMap(({ actions: all }) => all.map((one) => [one.id, one])));
  const latest = keepSame((): Story => ({
    title: TITLE,
    tour: tour(cast.witness.seen()),
    groups: groups.map(shownGroup),
    facts: facts({ ...cast, prometheusUrl: cast.prometheus.url }, cast.clock),
  }));
  return {
    story: latest,
    act: async (id) => {
      const action = actions.get(id);
      if (action === undefined) throw new Error(`The story has no button "${id}".`);
      const reason = action.blocked?.() ?? null;
      if (reason !== null) throw new Error(reason);
      return await action.act();
    },
  };
}

function actionGroups(cast: Cast): readonly ActionGroup[] {
  const { slackUrl, alertmanager, fastForward, mailbox, witness } = cast;
  const control = createControl(slackUrl);
  return [
    alertActions(alertmanager),
    prometheusActions(alertmanager),
    slackActions(control, () => witness.seen().faults),
    peopleActions({ control, mailbox, users: () => [...witness.seen().users.values()] }),
    timeActions(fastForward),
    startOver({ ...cast, control }),
  ];
}

function shownGroup({ title, actions, facts: came }: ActionGroup): Story["groups"][number] {
  const group = { title, actions: actions.map(shown) };
  return came === undefined ? group : { ...group, facts: came() };
}

function shown({
  id,
  label,
  hint,
  on,
  blocked,
}: Action): Story["groups"][number]["actions"][number] {
  const reason = blocked?.() ?? null;
  return {
    id,
    label,
    hint,
    ...(on === undefined ? {} : { on: on() }),
    ...(reason === null ? {} : { blocked: reason }),
  };
}

/** The same object as long as its content is the same: whoever asks compares no further. */
function keepSame<Value>(make: () => Value): () => Value {
  let [kept, written] = [make(), ""];
  return () => {
    const made = make();
    const text = JSON.stringify(made);
    if (text !== written) [kept, written] = [made, text];
    return kept;
  };
}
