import { z } from "zod";
import { RootRoute } from "#domain/alert/route.ts";
import { Source } from "#domain/alert/source.ts";
import { Policy } from "#domain/escalation/policy.ts";
import { BudgetPolicy } from "#domain/objective/budget-policy.ts";
import { TimeZone } from "#domain/schedule/hours.ts";
import { Schedule } from "#domain/schedule/schedule.ts";
import { ChannelName, HttpUrl, IsoDuration, keyed, Slug } from "#domain/schema.ts";
import { SeverityTable } from "#domain/severity.ts";
import { Changes } from "./changes-configuration.ts";
import { OwnSlo } from "./objectives-configuration.ts";
import { Permissions } from "./permissions.ts";
import { Postmortems } from "./postmortems-configuration.ts";
import { PrometheusServer } from "./prometheus-configuration.ts";
import { TeamReport } from "./report-configuration.ts";
import { Retention } from "./retention-configuration.ts";
import { RoleTable } from "./roles-configuration.ts";
import { Watch } from "./watch-configuration.ts";
import { Ways } from "./ways-configuration.ts";
import { Web } from "./web-configuration.ts";

const PLACEHOLDER = /\{([a-z][^{}"'\s]*)\}/gi;
const FILLED_IN = /^(labels\..+|service|from|to)$/;

const Template = z
  .string()
  .min(1)
  .max(2000)
  .regex(/^https?:\/\//, "start with http:// or https://")
  .superRefine((template, context) => {
    for (const [whole, name = ""] of template.matchAll(PLACEHOLDER)) {
      if (FILLED_IN.test(name)) continue;
      const fix = "write {labels.NAME}, {service}, {from} or {to}, or %7B for a real {";
      const message = `nothing is known that ${whole} could stand for`;
      context.addIssue({ code: "custom", message, params: { fix } });
    }
  })
  .describe("`{labels.NAME}`, `{service}`, `{from}` and `{to}` (milliseconds) are filled in.")
  .meta({ title: "address" });

const Link = z.strictObject({
  title: z.string().min(1).max(60).describe("What the button or link says."),
  url: Template,
});

const PersonFields = z
  .strictObject({
    name: z.string().min(1).max(80).describe("How the person is called on cards and lists."),
    slack: z
      .string()
      .regex(/^[UW][A-Z0-9]{8,}$/, "give the member id from the Slack profile, such as U01ABCDEF")
      .optional()
      .describe("The Slack member id: in the profile, behind ⋮, Copy member ID."),
    email: z
      .email("give an e-mail address")
      .optional()
      .describe("Finds the Slack member when no id is given."),
    timezone: TimeZone.optional().describe(
      "Where the person lives: which of their hours on call are nights. The zone of the layer in which they take turns, when left out.",
    ),
    admin: z
      .boolean()
      .default(false)
      .describe("Called when nobody else answers, and told when Muster itself is in trouble."),
  })
  .refine((person) => person.slack !== undefined || person.email !== undefined, {
    message: "nothing says who this is in Slack",
    params: { fix: "give slack (the member id) or email" },
  });

const TeamFields = z.strictObject({
  name: z.string().min(1).max(80).describe("How the team is called on cards and lists."),
  channel: ChannelName.describe("Where the team's incident cards are posted."),
  members: z
    .array(Slug)
    .default([])
    .describe("People of the team; invited to its incident channels."),
  report: TeamReport.describe(
    "The weekly report in the team's channel: pages, incidents, repairs and error budgets. A week without any of these is not told.",
  ),
});

/** Longer than that nobody wants to sleep through what does not pass by itself. */
const MOST_PAUSE_MINUTES = 15;

const ServiceFields = z.strictObject({
  name: z.string().min(1).max(80).describe("How the service is called on cards and lists."),
  team: Slug.describe("The team that owns it."),
  policy: Slug.describe("The escalation policy that pages for it."),
  autoPause: IsoDuration.refine(
    (duration) => duration.as("minutes") <= MOST_PAUSE_MINUTES,
    "wait for a quarter of an hour at most: PT15M",
  )
    .optional()
    .describe("How long a new alert may last before anybody is paged; not at all, when left out."),
  channel: ChannelName.optional().describe(
    "Where its cards are posted, when not in the team's channel.",
  ),
  runbook: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe("The name of a file in `runbooks/` without `.md`, or an address."),
  dashboards: z.array(Link).default([]).describe("The first one is offered on the page."),
});

const Incidents = z
  .strictObject({
    quietPeriod: IsoDuration.prefault("PT5M").describe(
      "How long after its last alert ended an incident is resolved.",
    ),
    reopenWithin: IsoDuration.prefault("PT15M").describe(
      "How long after its end an alert that fires again re-opens its incident.",
    ),
    archiveAfter: z
      .union([z.literal("off"), IsoDuration])
      .prefault("P7D")
      .meta({ title: "duration or `off`" })
      .describe(
        "How long after its end an incident's channel is archived; those in it are told a day before. Not while a task of it is open.",
      ),
  })
  .prefault({});

const CommandName = z
  .string()
  .regex(/^\/[a-z0-9_-]{1,31}$/, "start with / and go on with lower case letters, digits, - or _");

const Slack = z
  .strictObject({
    incidentCommand: CommandName.default("/incident").describe(
      "The slash command, as the app's manifest names it.",
    ),
    oncallCommand: CommandName.default("/oncall").describe(
      "The slash command about who is on call, as the app's manifest names it.",
    ),
    sloCommand: CommandName.default("/slo").describe(
      "The slash command about error budgets, as the app's manifest names it.",
    ),
    channelPrefix: z
      .string()
      .regex(/^[a-z0-9]{1,20}$/, "use lower case letters and digits, at most 20 of them")
      .default("inc")
      .describe("Incident channels are called `<prefix>-<number>-<slug>`."),
    channelsPerMinute: z
      .number()
      .int()
      .min(1)
      .max(6000)
      .default(15)
      .describe("How fast incident channels are made; Slack allows about 20 a minute."),
    fallbackChannel: ChannelName.optional().describe("Used when a team's channel cannot be."),
    announceChannel: ChannelName.optional().describe(
      "Where everybody may read of SEV1 and SEV2: one card for each incident, changed in place.",
    ),
    stormAbove: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(3)
      .describe("More new incidents than this at once are posted as one digest."),
  })
  .prefault({});

/** Everything in muster.yaml. */
export const Configuration = z.strictObject({
  people: keyed(PersonFields).describe("Whom Muster knows, by an id of your choice."),
  teams: keyed(TeamFields).describe("Who owns what."),
  services: keyed(ServiceFields).describe("What can break."),
  policies: keyed(Policy).describe("Who is paged, in which order."),
  schedules: keyed(Schedule).prefault({}).describe("Who is on call by turns; policies name them."),
  routes: RootRoute.describe(
    "Which alerts belong to which service. An alert whose `service` label is the id of a service goes there, whatever the routes say.",
  ),
  sources: keyed(Source).describe(
    "Who sends us alerts. The id is the end of the webhook's address: `/hooks/<id>`.",
  ),
  changes: Changes.describe(
    "Who tells us of deploys, flags and whatever else changes a service. They come to `/hooks/changes`.",
  ),
  slos: keyed(OwnSlo).prefault({}).describe("What services promise, by an id of your choice."),
  sloFiles: z
    .array(z.string().min(1).max(1000))
    .default([])
    .describe(
      "Files or folders with more objectives, beside this file: of Sloth, OpenSLO or Pyrra.",
    ),
  prometheus: PrometheusServer.optional().describe("Without it, error budgets are not measured."),
  budgetPolicy: BudgetPolicy.describe("What follows when an error budget is used."),
  severities: SeverityTable.describe("What each severity means and does."),
  links: z.array(Link).max(5).default([]).describe("More addresses for every card."),
  grafanaUrl: HttpUrl.optional().describe(
    "Makes links from alerts that name a Grafana dashboard by its uid.",
  ),
  publicUrl: HttpUrl.optional().describe(
    "Where people and Twilio reach this server: for links to runbooks, and to acknowledge.",
  ),
  web: Web.describe(
    "Who may read incidents and postmortems in a browser, at `/incidents`: somebody at the machine itself, behind a proxy, or with a link.",
  ),
  watch: Watch.describe("How somebody notices that Muster itself does not work."),
  ways: Ways.describe("What reaches people besides Slack, which cannot ring."),
  incidents: Incidents.describe("When an incident is over."),
  postmortems: Postmortems.describe(
    "When an incident needs a postmortem, and how one is written. Drills, duplicates, false alarms and what was merged need none.",
  ),
  retention: Retention.describe(
    "How long Muster keeps what is no part of an incident's record; that is kept for good. More in docs/data.md.",
  ),
  permissions: Permissions.describe(
    "Who may do what with incidents from Slack. Refusals say who may.",
  ),
  roles: RoleTable.describe(
    "What people can be in an incident, beside lead, comms, scribe and operations, which are always there; or other words for those.",
  ),
  slack: Slack.describe("How Muster uses Slack."),
});
export type Configuration = z.output<typeof Configuration>;
export type Person = z.output<typeof PersonFields> & { readonly id: string };
export type Team = z.output<typeof TeamFields> & { readonly id: string };
export type Service = z.output<typeof ServiceFields> & { readonly id: string };
export type Link = z.output<typeof Link>;
