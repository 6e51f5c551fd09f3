import type { VNode } from "preact";
import type { Direction } from "./entry.ts";
import type { Filter } from "./filter.ts";

type Props = {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
  readonly onClear: () => void;
  readonly tally: string;
  /** How many came since it was paused. */
  readonly waiting: number;
};

export function Toolbar(props: Props): VNode {
  const { filter, onFilter, paused, onPause, onClear, tally, waiting } = props;
  return (
    <search class="inspector-bar" aria-label="Filter the traffic">
      <Filters filter={filter} onFilter={onFilter} />
      <button
        type="button"
        class="inspector-button"
        aria-pressed={paused}
        onClick={() => onPause(!paused)}
      >
        {paused ? `Paused${waiting > 0 ? `, ${waiting} waiting` : ""}` : "Pause"}
      </button>
      <button type="button" class="inspector-button" onClick={onClear}>
        Clear view
      </button>
      <output class="inspector-tally">{tally}</output>
    </search>
  );
}

function Filters({ filter, onFilter }: Pick<Props, "filter" | "onFilter">): VNode {
  return (
    <>
      <input
        type="search"
        class="inspector-search"
        aria-label="Text in method, payload or answer"
        placeholder="method, payload, answer…"
        value={filter.text}
        onInput={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
      />
      <select
        class="inspector-button"
        aria-label="Direction"
        value={filter.direction ?? ""}
        onChange={({ currentTarget }) =>
          onFilter({ ...filter, direction: directionOf(currentTarget.value) })
        }
      >
        <option value="">both ways</option>
        <option value="from bot">calls from the bot</option>
        <option value="to bot">deliveries to the bot</option>
      </select>
      <label class="inspector-check">
        <input
          type="checkbox"
          checked={filter.onlyFailures}
          onChange={({ currentTarget }) =>
            onFilter({ ...filter, onlyFailures: currentTarget.checked })
          }
        />
        only failures
      </label>
    </>
  );
}

function directionOf(value: string): Direction | null {
  return value === "from bot" || value === "to bot" ? value : null;
}
