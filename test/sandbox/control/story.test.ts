import { describe, expect, it } from "vitest";
import type { Storyteller } from "#sandbox/live/story.ts";
import { workbench } from "#test/sandbox/workbench.ts";

const STORY = { title: "A fire", tour: [], groups: [], facts: [] };

const storyteller: Storyteller = {
  story: () => STORY,
  async act(id) {
    if (id === "light") return "It burns.";
    throw new Error(`There is no ${id}: light it first.`);
  },
};

describe("POST story", () => {
  it("does what the story offers and answers what it says", async () => {
    const { act } = await workbench({ storyteller });

    expect(await act("story", { id: "light" })).toEqual({ ok: true, said: "It burns." });
  });

  it("passes on why something cannot be done", async () => {
    const { act } = await workbench({ storyteller });

    expect(await act("story", { id: "quench" })).toEqual({
      ok: false,
      error: "story_failed",
      message: "There is no quench: light it first.",
    });
  });

  it("is refused where nobody tells a story", async () => {
    const { act } = await workbench();

    expect(await act("story", { id: "light" })).toMatchObject({ ok: false, error: "no_story" });
  });
});
