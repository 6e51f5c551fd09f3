import type { FastForward } from "#demo/clock/fast-forward.ts";
import type { Action, ActionGroup } from "./action.ts";

const MINUTE_MS = 60_000;

/** Time passes quickly, for Muster and the workspace alike. */
export function timeActions(fastForward: FastForward): ActionGroup {
  const forward = [1, 10].map((minutes) => pass(minutes, fastForward));
  return { title: "Fast-forward", actions: [...forward, halt(fastForward)] };
}

function pass(minutes: number, { by, left }: FastForward): Action {
  const words = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return {
    id: `forward-${minutes}`,
    label: `+${words}`,
    hint: "What would happen meanwhile happens: who is next is paged, what is quiet is resolved.",
    blocked: () => (left() > 0 ? `Time flies: ${Math.ceil(left() / 1000)} seconds to go.` : null),
    act: async () => {
      await by(minutes * MINUTE_MS);
      return `It is ${words} later.`;
    },
  };
}

function halt({ left, stop }: FastForward): Action {
  return {
    id: "forward-stop",
    label: "Stop here",
    hint: "Ends the fast-forward: a storm makes it slow.",
    blocked: () => (left() > 0 ? null : "Time passes as it always does."),
    act: async () => {
      await stop();
      return "Time passes as it always does again.";
    },
  };
}
