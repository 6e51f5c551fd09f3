import type { VNode } from "preact";
import type { Fact } from "#sandbox/live/story.ts";
import { Folding } from "./folding.tsx";

type Props = { readonly facts: readonly Fact[] };

/** Numbers and addresses worth seeing at any time. */
export function Facts({ facts }: Props): VNode {
  return (
    <Folding title="Good to know">
      <FactList facts={facts} />
    </Folding>
  );
}

export function FactList({ facts }: Props): VNode {
  return (
    <dl class="story-facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            <Value fact={fact} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ fact: { value, href } }: { readonly fact: Fact }): VNode {
  if (href === undefined) return <>{value}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {value}
    </a>
  );
}
