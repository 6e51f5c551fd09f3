import { onTestFinished } from "vitest";
import { asText, isJson, parseJson } from "#sandbox/json.ts";
import type { Change } from "#sandbox/live/wire.ts";
import type { Bench } from "#test/sandbox/workbench.ts";

export type Window = {
  /** The next change that this window is told of. */
  readonly next: () => Promise<Change>;
  /** Skips changes until one has this part. */
  readonly nextWith: <Part extends keyof Change>(part: Part) => Promise<NonNullable<Change[Part]>>;
  readonly close: () => Promise<void>;
};

/** A browser window: somebody who listens to what happens. */
export async function openWindow({ sandbox }: Bench): Promise<Window> {
  const response = await fetch(`${sandbox.url}/_control/changes`);
  const reader = (response.body ?? new ReadableStream()).getReader();
  onTestFinished(() => reader.cancel());
  let text = "";

  async function next(): Promise<Change> {
    const [event, ...rest] = text.split("\n\n");
    if (rest.length === 0) {
      const { done, value } = await reader.read();
      if (done) throw new Error("the stream has ended");
      text += Buffer.from(value).toString("utf8");
      return next();
    }
    text = rest.join("\n\n");
    const change = parseJson(asText(event)?.replace(/^data: /, "") ?? "");
    return isJson(change) ? (change as unknown as Change) : next();
  }

  async function nextWith<Part extends keyof Change>(
    part: Part,
  ): Promise<NonNullable<Change[Part]>> {
    for (;;) {
      const found = (await next())[part];
      if (found !== undefined && found !== null) return found;
    }
  }

  return { next, nextWith, close: () => reader.cancel() };
}
