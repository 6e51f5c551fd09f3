import type { VNode } from "preact";
import type { TourStep } from "#sandbox/live/story.ts";
import { goTo } from "#sandbox/page/frame/place.ts";
import { channels, users } from "#sandbox/page/live/store.ts";
import { type StepState, destination } from "./steps.ts";

type Props = { readonly step: TourStep; readonly number: number; readonly state: StepState };

const WORDS: Readonly<Record<StepState, string>> = {
  done: "done",
  current: "now",
  later: "later",
};

/** Opens by itself when its turn comes. */
export function Step({ step, number, state }: Props): VNode {
  const current = state === "current";
  return (
    <li class={`tour-step tour-${state}`} aria-current={current ? "step" : undefined}>
      <details open={current}>
        <summary>
          <span class="tour-mark" aria-hidden="true">
            {state === "done" ? "✓" : number}
          </span>
          <span class="tour-title">{step.title}</span>
          <span class={current ? "tour-now" : "visually-hidden"}>{WORDS[state]}</span>
        </summary>
        <p>{step.text}</p>
        {step.goTo !== undefined && <GoThere title={step.title} goTo={step.goTo} />}
      </details>
    </li>
  );
}

type GoThereProps = { readonly title: string; readonly goTo: NonNullable<TourStep["goTo"]> };

function GoThere({ title, goTo: there }: GoThereProps): VNode {
  function go(): void {
    goTo({
      at: "channel",
      ...destination(there, { users: users.value, channels: channels.value }),
    });
  }
  return (
    <button type="button" class="story-button" aria-label={`Go there: ${title}`} onClick={go}>
      Go there
    </button>
  );
}
