/** What the workspace tells its windows, one change after another, until the connection ends. */
export async function* readChanges(slackUrl: string, signal: AbortSignal): AsyncGenerator {
  const { body } = await fetch(`${slackUrl}/_control/changes`, { signal });
  let rest = "";
  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (rest + piece).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) yield* dataOf(event);
  }
}

/** Of server-sent events only the data matters here; comments keep the connection alive. */
function dataOf(event: string): readonly unknown[] {
  const lines = event.split("\n").filter((line) => line.startsWith("data:"));
  const text = lines.map((line) => line.slice("data:".length)).join("\n");
  return text === "" ? [] : [JSON.parse(text)];
}
