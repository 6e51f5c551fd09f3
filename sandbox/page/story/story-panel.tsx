import type { VNode } from "preact";
import { story } from "#sandbox/page/live/store.ts";
import { ActionGroup } from "./action-group.tsx";
import { Facts } from "./facts.tsx";
import { Tour } from "./tour.tsx";

/** What whoever runs the sandbox tells beside the chat. */
export function StoryPanel(): VNode | null {
  const told = story.value;
  if (told === null) return null;
  return (
    <section class="story" aria-labelledby="story-title">
      <h2 id="story-title">{told.title}</h2>
      {told.tour.length > 0 && <Tour tour={told.tour} />}
      {told.groups.map((group) => (
        <ActionGroup key={group.title} group={group} />
      ))}
      {told.facts.length > 0 && <Facts facts={told.facts} />}
    </section>
  );
}
