import type { Action, ActionGroup } from "./action.ts";
import type { Control } from "./control.ts";
import type { User } from "./seen.ts";

/** Whom each team's policy calls first. */
const FIRST_CALLED = ["mia", "priya", "amara"];

/** Do Not Disturb on and off, for those who are called first. */
export function peopleActions(control: Control, users: () => readonly User[]): ActionGroup {
  return {
    title: "People",
    actions: FIRST_CALLED.map((name) => doNotDisturb(name, control, users)),
  };
}

function doNotDisturb(name: string, control: Control, users: () => readonly User[]): Action {
  const first = name.charAt(0).toUpperCase() + name.slice(1);
  function isQuiet(): boolean {
    return users().some((user) => user.name === name && user.dnd);
  }
  return {
    id: `dnd-${name}`,
    label: `Do not disturb ${first}`,
    hint: `Slack keeps ${first}'s phone quiet for an hour. Muster pages all the same, and the next one when nobody answers.`,
    on: isQuiet,
    act: async () => {
      const dnd = !isQuiet();
      await control("presence", { user: name, dnd });
      return dnd ? `${first} is in Do Not Disturb.` : `${first} can be disturbed again.`;
    },
  };
}
