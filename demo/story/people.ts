import type { Mailbox } from "#demo/mailbox/mailbox.ts";
import type { Action, ActionGroup } from "./action.ts";
import type { Control } from "./control.ts";
import { mailFacts } from "./mails.ts";
import type { User } from "./seen.ts";

type Person = {
  readonly name: string;
  /** What Muster does when Slack does not ring for them. */
  readonly instead: string;
};

type Parts = {
  readonly control: Control;
  readonly mailbox: Mailbox;
  readonly users: () => readonly User[];
};

const ONLY_SLACK = "Muster pages all the same, and the next one when nobody answers.";

/** Whom each team's policy calls first. */
const FIRST_CALLED: readonly Person[] = [
  {
    name: "mia",
    instead:
      "Fire an alert: the page goes to her mailbox at once, and the card says why. The link in the mail, below, acknowledges.",
  },
  { name: "priya", instead: ONLY_SLACK },
  { name: "amara", instead: ONLY_SLACK },
];

/** Do Not Disturb on and off, for those who are called first, and the mails that they get instead. */
export function peopleActions(parts: Parts): ActionGroup {
  return {
    title: "People",
    actions: FIRST_CALLED.map((person) => doNotDisturb(person, parts)),
    facts: () => mailFacts(parts.mailbox),
  };
}

function doNotDisturb({ name, instead }: Person, { control, users }: Parts): Action {
  const first = name.charAt(0).toUpperCase() + name.slice(1);
  function isQuiet(): boolean {
    return users().some((user) => user.name === name && user.dnd);
  }
  return {
    id: `dnd-${name}`,
    label: `Do not disturb ${first}`,
    hint: `Slack keeps ${first}'s phone quiet for an hour. ${instead}`,
    on: isQuiet,
    act: async () => {
      const dnd = !isQuiet();
      await control("presence", { user: name, dnd });
      return dnd ? `${first} is in Do Not Disturb.` : `${first} can be disturbed again.`;
    },
  };
}
