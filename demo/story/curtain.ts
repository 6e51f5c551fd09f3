import type { Story, Storyteller } from "#sandbox/live/story.ts";

/** Stands before the storyteller, who needs the workspace and Muster to run and can only come after them. */
export type Curtain = Storyteller & { readonly open: (storyteller: Storyteller) => void };

const CLOSED: Story = {
  title: "Muster is starting …",
  tour: [],
  groups: [],
  facts: [],
};

export function createCurtain(): Curtain {
  let behind: Storyteller = {
    story: () => CLOSED,
    act: () => Promise.reject(new Error("Muster is still starting; try again in a moment.")),
  };
  return {
    story: () => behind.story(),
    act: (id) => behind.act(id),
    open: (storyteller) => {
      behind = storyteller;
    },
  };
}
