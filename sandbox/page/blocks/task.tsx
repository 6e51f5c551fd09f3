import type { VNode } from "preact";
import { asRecords, asText, isJson, type Json } from "#sandbox/json.ts";
import { webAddress } from "#sandbox/page/elements/web-address.ts";
import { RichText } from "#sandbox/page/text/rich-text.tsx";

const STATES: Readonly<Record<string, { readonly icon: string; readonly word: string }>> = {
  pending: { icon: "○", word: "Pending" },
  in_progress: { icon: "◐", word: "In progress" },
  complete: { icon: "●", word: "Complete" },
  error: { icon: "✕", word: "Failed" },
};

/** What somebody is going to do, step by step. */
export function Plan({ block }: { readonly block: Json }): VNode {
  return (
    <div class="plan">
      <strong>{asText(block["title"])}</strong>
      <ol class="plan-tasks">
        {asRecords(block["tasks"]).map((task, index) => (
          <li key={asText(task["task_id"]) ?? index}>
            <TaskCard task={task} />
          </li>
        ))}
      </ol>
    </div>
  );
}

export function TaskCard({ task }: { readonly task: Json }): VNode {
  const status = asText(task["status"]) ?? "";
  const { icon, word } = STATES[status] ?? { icon: "?", word: status };
  const { details, output } = task;
  return (
    <div class="task">
      <div>
        <span class={`task-status task-${status}`}>
          <span aria-hidden="true">{icon}</span> {word}
        </span>{" "}
        {asText(task["title"])}
      </div>
      {isJson(details) && <RichText block={details} />}
      {isJson(output) && <RichText block={output} />}
      <Sources task={task} />
    </div>
  );
}

function Sources({ task }: { readonly task: Json }): VNode | null {
  const sources = asRecords(task["sources"]);
  if (sources.length === 0) return null;
  return (
    <ul class="task-sources" aria-label="Sources">
      {sources.map((source, index) => {
        const address = webAddress(source["url"]);
        const text = asText(source["text"]);
        return (
          <li key={index}>
            {address === null ? (
              text
            ) : (
              <a href={address} target="_blank" rel="noopener noreferrer">
                {text}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
