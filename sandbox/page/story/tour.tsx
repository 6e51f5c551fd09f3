import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { TourStep } from "#sandbox/live/story.ts";
import { Folding } from "./folding.tsx";
import { Step } from "./step.tsx";
import { newsOf, stateOf } from "./steps.ts";

type Props = { readonly tour: readonly TourStep[] };

/** The guided tour; it goes on by itself as things are done in the workspace. */
export function Tour({ tour }: Props): VNode {
  const done = tour.filter((step) => step.done).length;
  return (
    <Folding title="Guided tour" note={`${done} of ${tour.length} done`}>
      <progress class="tour-progress" aria-label="Steps done" value={done} max={tour.length} />
      <News tour={tour} />
      <ol class="tour">
        {tour.map((step, index) => (
          <Step key={step.id} step={step} number={index + 1} state={stateOf(step, tour)} />
        ))}
      </ol>
      {done === tour.length && <p class="tour-over">That was the tour. Everything stays open.</p>}
    </Folding>
  );
}

/** Tells screen readers when a step has been done. */
function News({ tour }: Props): VNode {
  const before = useRef(tour);
  const [news, setNews] = useState<string | null>(null);
  useEffect(() => {
    setNews((last) => newsOf(before.current, tour) ?? last);
    before.current = tour;
  }, [tour]);
  return <output class="visually-hidden">{news}</output>;
}
