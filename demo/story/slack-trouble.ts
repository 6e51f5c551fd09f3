import type { Action, ActionGroup } from "./action.ts";
import type { Control } from "./control.ts";
import type { Fault } from "./seen.ts";

type Trouble = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** As the sandbox's `POST /_control/faults` takes it. */
  readonly fault: { readonly kind: string; readonly count: number; readonly retry_after?: number };
};

const TROUBLES: readonly Trouble[] = [
  {
    id: "slack-429",
    label: "Slack asks to wait (429)",
    hint: "The next 6 calls are answered with 429: come back in 5 seconds. Muster does, and nothing is lost.",
    fault: { kind: "429", count: 6, retry_after: 5 },
  },
  {
    id: "slack-down",
    label: "Slack is down",
    hint: "The next 10 calls fail with 500. Muster looks whether they were done after all, and tries again until they are. Mia is mailed at once.",
    fault: { kind: "500", count: 10 },
  },
];

/** Slack fails for so many calls and then heals by itself. */
export function slackActions(control: Control, faults: () => readonly Fault[]): ActionGroup {
  return {
    title: "Break Slack",
    actions: TROUBLES.map((trouble) => breakSlack(trouble, control, faults)),
  };
}

function breakSlack(
  { id, label, hint, fault }: Trouble,
  control: Control,
  faults: () => readonly Fault[],
): Action {
  function left(): number {
    const same = faults().filter(({ kind }) => kind === fault.kind);
    return same.reduce((sum, { count }) => sum + count, 0);
  }
  return {
    id,
    label,
    hint,
    on: () => left() > 0,
    blocked: () =>
      left() > 0 ? `It heals by itself: ${left()} more calls fail. Make something happen.` : null,
    act: async () => {
      await control("faults", fault);
      return `The next ${fault.count} calls fail. Fire an alert and see what still arrives.`;
    },
  };
}
