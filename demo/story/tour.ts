import { errorBudget } from "#demo/scenes/error-budget.ts";
import type { TourStep } from "#sandbox/live/story.ts";
import { type Deed, incidentChannel, type Seen } from "./seen.ts";

/** A step of the tour: add one to STEPS, and to `Deed` what it waits for. */
type Step = {
  readonly deed: Deed;
  readonly title: string;
  readonly text: string;
  readonly goTo: (seen: Seen) => TourStep["goTo"];
};

const STEPS: readonly Step[] = [
  {
    deed: "was paged",
    title: "Be paged",
    text: `Press “${errorBudget.title}” below. The alert goes to Muster, and Muster writes to Mia, whom the policy of Storefront calls first.`,
    goTo: toPage,
  },
  {
    deed: "acknowledged",
    title: "Acknowledge",
    text: "Press Acknowledge in Mia's direct message from Muster, and nobody else is woken. Wait for 15 seconds instead, and Jonas is paged too.",
    goTo: toPage,
  },
  {
    deed: "visited the channel",
    title: "Open the incident's channel",
    text: "Muster made a channel for the incident and brought the team in. The card is pinned there, runbook and dashboard are bookmarks. A deploy went out shortly before: the card says so.",
    goTo: toChannel,
  },
  {
    deed: "read a runbook",
    title: "Read the runbook",
    text: "Press Runbook on the card, or follow the bookmark. It is a Markdown file of this repository, and Muster serves it as a page.",
    goTo: toChannel,
  },
  {
    deed: "saw the budget",
    title: "See what it uses of the error budget",
    text: "The checkout promises that 99.9 % of its requests are answered. The card says how fast the error budget burns and how much of it this incident has used; +10 minutes, below, lets it grow. Follow the bookmark “Alert source” to the graph, or write /slo.",
    goTo: toChannel,
  },
  {
    deed: "stopped the pain",
    title: "Stop the pain",
    text: "Press Mitigate… on the card: the runbook's steps, beside the change that could be the cause. Start “Undo the last change”, finish it with “Better”, and press “It is mitigated”. Why it broke can wait.",
    goTo: toChannel,
  },
  {
    deed: "told others",
    title: "Tell others",
    text: "Write /incident update in the incident's channel: what is known, who is hurt, what you do, and when they hear more. It stands on every card, and whoever follows the incident gets it by direct message.",
    goTo: toChannel,
  },
  {
    deed: "resolved",
    title: "Bring it to its end",
    text: `Press “End it: ${errorBudget.ending}” and wait for five seconds, or choose Resolve on the card. Every card then says Resolved.`,
    goTo: toChannel,
  },
  {
    deed: "read the postmortem",
    title: "Read the postmortem",
    text: "Write /incident postmortem in the incident's channel. Its facts stand there already, with what it used of the error budget; people add what only they know. Open the web page to read it as others will.",
    goTo: toChannel,
  },
  {
    deed: "looked back",
    title: "Look back",
    text: "Write /incident list in any channel, or open Muster's Home: nothing is open any more. The channel stays, and the incident with its timeline is kept in the database.",
    goTo: toPerson,
  },
  {
    deed: "asked who is on call",
    title: "Ask who is on call",
    text: "Write /oncall in any channel: whom each service calls, until when, and who is next. /oncall shifts shows the weeks to come.",
    goTo: toTeam("mia"),
  },
  {
    deed: "took the shift",
    title: "Take the shift",
    text: "Be Jonas, write /oncall take storefront for 1h, and press Save in the form. Then fire the alert again: he is paged first. What nobody has acknowledged goes to whoever comes on call, at once.",
    goTo: toTeam("jonas"),
  },
];

export function tour(seen: Seen): readonly TourStep[] {
  return STEPS.map(({ deed, title, text, goTo }) => ({
    id: deed.replaceAll(" ", "-"),
    title,
    text,
    done: seen.deeds.has(deed),
    goTo: goTo(seen),
  }));
}

/** The direct message of whoever was paged; before that, whoever will be. */
function toPage({ page, users }: Seen): TourStep["goTo"] {
  if (page !== null) return { user: page.user, channel: page.channel };
  const mia = [...users.values()].find(({ name }) => name === "mia");
  return mia === undefined ? undefined : { user: mia.id };
}

/** The channel of Storefront, as one of the team. */
function toTeam(person: string): Step["goTo"] {
  return ({ users, channels }) => {
    const user = [...users.values()].find(({ name }) => name === person);
    const channel = [...channels.values()].find(({ name }) => name === "team-storefront");
    if (user === undefined || channel === undefined) return undefined;
    return { user: user.id, channel: channel.id };
  };
}

/** The incident's channel, as whoever was paged. */
function toChannel(seen: Seen): TourStep["goTo"] {
  const channel = incidentChannel(seen);
  const person = toPerson(seen);
  return channel === undefined || person === undefined
    ? person
    : { ...person, channel: channel.id };
}

function toPerson(seen: Seen): TourStep["goTo"] {
  const user = toPage(seen)?.user;
  return user === undefined ? undefined : { user };
}
