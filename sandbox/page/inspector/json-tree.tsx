import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { isJson } from "#sandbox/json.ts";
import type { Mistake } from "./mistakes.ts";
import { leadsToMistake, mistakesAt, pointerTo } from "./pointers.ts";

type Props = { readonly json: unknown; readonly mistakes: readonly Mistake[] };

/** So many levels are unfolded at first. */
const UNFOLDED = 3;

/** JSON to unfold, with what is wrong shown where it is wrong. */
export function JsonTree({ json, mistakes }: Props): VNode {
  return (
    <div class="json">
      <Part value={json} place={{ name: null, pointer: "", depth: 0 }} mistakes={mistakes} />
    </div>
  );
}

/** Brings a part into view. */
export function showPart(pointer: string): void {
  const part = document.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(pointer)}"]`);
  part?.scrollIntoView({ block: "center" });
  part?.focus();
}

type Place = { readonly name: string | null; readonly pointer: string; readonly depth: number };

type PartProps = {
  readonly value: unknown;
  readonly place: Place;
  readonly mistakes: readonly Mistake[];
};

function Part({ value, place, mistakes }: PartProps): VNode {
  const isBranch = isJson(value) || Array.isArray(value);
  const here = mistakesAt(mistakes, place.pointer);
  return (
    <div
      class={here.length > 0 ? "json-part json-wrong" : "json-part"}
      data-pointer={place.pointer}
      tabIndex={here.length > 0 ? -1 : undefined}
    >
      {isBranch ? (
        <Branch value={value} place={place} mistakes={mistakes} />
      ) : (
        <>
          <Name place={place} />
          <Leaf value={value} />
        </>
      )}
      {here.map(({ message }) => (
        <span key={message} class="json-mistake">
          ⚠ {message}
        </span>
      ))}
    </div>
  );
}

type BranchProps = Omit<PartProps, "value"> & { readonly value: object };

/** Only what is unfolded is drawn: payloads may be large. */
function Branch({ value, place, mistakes }: BranchProps): VNode {
  const { pointer, depth } = place;
  const [isOpen, setOpen] = useState(depth < UNFOLDED || leadsToMistake(mistakes, pointer));
  const parts = Object.entries(value);
  const [before, after] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return <Line place={place}>{before + after}</Line>;
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Line place={place}>{isOpen ? before : `${before} ${parts.length} … ${after}`}</Line>
      </summary>
      {isOpen && (
        <div class="json-inside">
          {parts.map(([name, part]) => (
            <Part
              key={name}
              value={part}
              place={{ name, pointer: pointerTo(pointer, name), depth: depth + 1 }}
              mistakes={mistakes}
            />
          ))}
        </div>
      )}
      {isOpen && after}
    </details>
  );
}

type LineProps = { readonly place: Place; readonly children: ComponentChildren };

function Line({ place, children }: LineProps): VNode {
  return (
    <>
      <Name place={place} />
      <span class="json-quiet">{children}</span>
    </>
  );
}

function Name({ place }: { readonly place: Place }): VNode | null {
  return place.name === null ? null : <span class="json-name">{place.name}: </span>;
}

function Leaf({ value }: { readonly value: unknown }): VNode {
  const kind = value === null ? "null" : typeof value;
  return <span class={`json-${kind}`}>{JSON.stringify(value)}</span>;
}
