import { expect, it } from "vitest";
import { renderIncidentOver } from "#slack/views/incident-over.ts";
import { resolved, triggered } from "./facts.ts";

const over = resolved();
const end = over.resolvedAt ?? over.openedAt;

function said(incident: typeof over, endedAt = end): ReturnType<typeof renderIncidentOver> {
  return renderIncidentOver({ incident, room: null, command: "/incident" }, endedAt);
}

it("asks how it ended", () => {
  const { text, blocks } = said(over);

  expect(text).toMatch(/is over, after .* (?:How was it resolved|Resolved so)/);
  expect(JSON.stringify(blocks)).toContain('"button"');
});

it.each([
  ["is open again", said(triggered()), "is open again."],
  [
    "ended again later, of which it is asked anew",
    said(over, end.minus({ hours: 1 })),
    "was opened again and is over by now.",
  ],
])("asks no more of an incident that %s", (_, { text, blocks }, words) => {
  expect(text).toContain(words);
  expect(JSON.stringify(blocks)).not.toContain('"button"');
});
