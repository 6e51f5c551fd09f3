import { afterAll, beforeAll, expect, vi } from "vitest";
import { z } from "zod";
import { type Stage, startStage } from "#demo/stage.ts";
import { readChanges } from "#demo/story/changes.ts";
import { openTestDatabase } from "#test/support/database.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";

/** The demo as somebody before its page uses it. */
export type Demo = {
  readonly stage: () => Stage;
  readonly slack: () => Slack;
  /** Presses a button of the story; answers what it says, or why it refuses. */
  readonly press: (button: string) => Promise<string>;
  /** The story as the page is told it. */
  readonly story: () => Promise<Story>;
};

const PATIENCE = { timeout: 60_000, interval: 20 };

const Button = z.looseObject({
  id: z.string(),
  on: z.boolean().optional(),
  blocked: z.string().optional(),
});
export type Button = z.output<typeof Button>;

const Step = z.looseObject({
  title: z.string(),
  done: z.boolean(),
  goTo: z.looseObject({ user: z.string(), channel: z.string().optional() }).optional(),
});
const Fact = z.looseObject({
  label: z.string(),
  value: z.string(),
  href: z.string().optional(),
});
const Story = z.looseObject({
  tour: z.array(Step),
  groups: z.array(z.looseObject({ actions: z.array(Button), facts: z.array(Fact).optional() })),
  facts: z.array(Fact),
});
export type Story = z.output<typeof Story>;

const Told = z.looseObject({ story: Story });
const Answer = z.looseObject({ said: z.string().optional(), message: z.string().optional() });

/** Starts the stage once for the tests of a file, on a database that needs no disk. */
export function useDemo(): Demo {
  let stage: Stage | null = null;
  function running(): Stage {
    if (stage === null) throw new Error("the demo does not run");
    return stage;
  }
  async function story(): Promise<Story> {
    const leaving = new AbortController();
    for await (const change of readChanges(running().slackUrl, leaving.signal)) {
      return Told.parse(change).story;
    }
    throw new Error("no story was told");
  }
  async function untilReady(): Promise<void> {
    const [first] = (await story()).tour;
    const { app } = await slackOf(running().slackUrl, "").state();
    if (first?.goTo === undefined || app.connections === 0) throw new Error("not ready");
  }
  beforeAll(async () => {
    const database = await openTestDatabase();
    stage = await startStage({ PORT: "0", SANDBOX_PORT: "0" }, { database });
    // The story looks on from now on, and Slack's presses arrive.
    await vi.waitFor(untilReady, PATIENCE);
  });
  afterAll(() => stage?.stop());
  return {
    stage: running,
    story,
    slack: () => slackOf(running().slackUrl, ""),
    press: async (id) => {
      const body = JSON.stringify({ id });
      const url = `${running().slackUrl}/_control/story`;
      const answer = await fetch(url, { method: "POST", body });
      const { said, message } = Answer.parse(await answer.json());
      return said ?? message ?? "";
    },
  };
}

/**
 * Waits until a look passes; its last failure is the test's. A look reads the whole workspace, and one after the other
 * would keep the demo from its work.
 */
export async function soon(look: () => Promise<void> | void): Promise<void> {
  const patience = { timeout: 60_000, interval: 100 };
  await expect.poll(async () => (await look(), true), patience).toBe(true);
}

export function buttonIn(story: Story, id: string): Button {
  const found = story.groups.flatMap(({ actions }) => actions).find((button) => button.id === id);
  if (found === undefined) throw new Error(`there is no button ${id}`);
  return found;
}

export function doneIn(story: Story): readonly string[] {
  return story.tour.filter(({ done }) => done).map(({ title }) => title);
}
