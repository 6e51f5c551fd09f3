import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { ActionGroup as Group, StoryAction } from "#sandbox/live/story.ts";
import { perform, running, said } from "./acting.ts";
import { FactList } from "./facts.tsx";
import { Folding } from "./folding.tsx";

export function ActionGroup({ group }: { readonly group: Group }): VNode {
  return (
    <Folding title={group.title}>
      <ul class="story-actions">
        {group.actions.map((action) => (
          <li key={action.id}>
            <Action action={action} />
          </li>
        ))}
      </ul>
      {group.facts !== undefined && <FactList facts={group.facts} />}
    </Folding>
  );
}

function Action({ action }: { readonly action: StoryAction }): VNode {
  const { id, label, hint, on, blocked } = action;
  const hintId = useId();
  const busy = running.value.has(id);
  return (
    <>
      <button
        type="button"
        class="story-button story-action"
        aria-pressed={on}
        aria-describedby={hintId}
        aria-busy={busy}
        // Pressing it may block it, and a disabled button would lose the focus.
        aria-disabled={blocked !== undefined}
        onClick={() => {
          if (blocked === undefined) void perform(id);
        }}
      >
        {label}
        {on !== undefined && (
          <span class="story-switch" aria-hidden="true">
            {on ? "on" : "off"}
          </span>
        )}
      </button>
      <p id={hintId} class="story-hint">
        {hint}
        {blocked !== undefined && <span class="story-blocked">Not now: {blocked}</span>}
      </p>
      {busy && <progress class="story-progress" aria-label={`${label}: under way`} />}
      <Words id={id} />
    </>
  );
}

/** What came of it, until the next one. */
function Words({ id }: { readonly id: string }): VNode {
  const words = said.value?.id === id ? said.value : null;
  return (
    <output class={words?.failed ? "story-said story-failed" : "story-said"}>{words?.words}</output>
  );
}
