import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { asText } from "#sandbox/json.ts";
import { CopyButton } from "./copy-button.tsx";
import type { Entry } from "./entry.ts";
import { clockTime, duration } from "./format.ts";
import { JsonTree } from "./json-tree.tsx";
import { MistakeList } from "./mistake-list.tsx";

type Props = { readonly entry: Entry; readonly onClose: () => void };

/** All that is known of one call or delivery. */
export function Detail({ entry, onClose }: Props): VNode {
  const { name, direction, sent, answer, mistakes } = entry;
  const isCall = direction === "from bot";
  const closing = useRef<HTMLButtonElement>(null);
  useEffect(() => takeLostFocus(closing.current), []);
  return (
    // Escape leads back from everything inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      class="detail"
      aria-label={`Details of ${name}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header class="detail-head">
        <h3>{name}</h3>
        <button ref={closing} type="button" class="inspector-button" onClick={onClose}>
          Close<span class="visually-hidden"> the details</span>
        </button>
      </header>
      <Summary entry={entry} />
      {mistakes.length > 0 && <MistakeList mistakes={mistakes} />}
      <Part title={isCall ? "Arguments" : "Payload"} json={sent} entry={entry} />
      <Part title={isCall ? "Answer" : "The bot's answer"} json={answer} />
    </section>
  );
}

/** On a narrow screen the details hide the list, and the row that opened them. */
function takeLostFocus(button: HTMLElement | null): void {
  const active = document.activeElement;
  if (active === null || active === document.body || !active.checkVisibility()) button?.focus();
}

function Summary({ entry }: { readonly entry: Entry }): VNode {
  return (
    <dl class="detail-summary">
      {factsOf(entry).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf({
  at,
  direction,
  outcome,
  ms,
  raw,
}: Entry): readonly (readonly [string, string])[] {
  const attempt = Number(raw["attempt"] ?? 0);
  const scopes = Array.isArray(raw["needed"]) ? raw["needed"].join(" or ") : "";
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Direction", direction === "from bot" ? "bot → workspace" : "workspace → bot"],
    ["Outcome", outcome.words],
    ["Time", clockTime(at)],
    ["Took", duration(ms)],
    ["HTTP status", typeof raw["status"] === "number" ? String(raw["status"]) : undefined],
    ["Scope needed", scopes === "" ? undefined : scopes],
    ["Token", asText(raw["token"])],
    ["Transport", asText(raw["transport"])],
    ["Repetition", attempt === 0 ? undefined : String(attempt)],
    ["Fault on purpose", asText(raw["fault"])],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

type PartProps = { readonly title: string; readonly json: unknown; readonly entry?: Entry };

function Part({ title, json, entry }: PartProps): VNode {
  return (
    <section class="detail-part" aria-label={title}>
      <header class="detail-head">
        <h4>{title}</h4>
        <CopyButton what={title} text={JSON.stringify(json ?? null, null, 2)} />
      </header>
      <JsonTree json={json ?? null} mistakes={entry?.mistakes ?? []} />
    </section>
  );
}
