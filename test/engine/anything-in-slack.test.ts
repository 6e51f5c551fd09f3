import * as fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { onSubmission } from "#slack/flows/desk/submission.ts";
import { onIncidentCommand } from "#slack/flows/incident-command.ts";
import { INCIDENT_WORDS } from "#slack/flows/incident-words.ts";
import { onOncallCommand } from "#slack/flows/oncall/command.ts";
import { ONCALL_FLOWS } from "#slack/flows/oncall/flows.ts";
import { PRESSES } from "#slack/flows/presses.ts";
import { onSloCommand } from "#slack/flows/slo/command.ts";
import { SLO_FLOWS } from "#slack/flows/slo/flows.ts";
import { SUBMISSIONS } from "#slack/flows/submissions.ts";
import type { Database } from "#store/database/database.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabase } from "#test/support/database.ts";
import { deskOf, type OpenForm, pressed, sent, type TestDesk, typed } from "#test/support/desk.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { runs } from "#test/support/property-runs.ts";

/** What people type wrong, and what somebody types who means no good. */
const ODDITIES = [
  "1 INC-1 #1 INC-99999999999999999999 -1 0 1e9 NaN SEV1 sev9 ann @ann checkout 5m now",
  "<@U00000ANN> <@U0NOBODY1> <!subteam^S1> <!channel> yesterday -5m for until 100% 1.5.2 --json",
  '=1+1 __proto__ constructor \0 \uD800 \u202E 😀 ` ``` "',
].flatMap((words) => words.split(" "));
const PHRASES = [
  "for 2h",
  "until tomorrow 9:00",
  "at 25:99",
  "31 feb",
  "in 9e99 days",
  "from mon to\n",
];

const word = fc.oneof(
  fc.constantFrom(...ODDITIES, ...PHRASES),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const rest = fc.array(word, { maxLength: 6 }).map((words) => words.join(" "));

/** A command with one of its words, or with anything at all. */
function lineOf(words: readonly string[], examples: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    fc.tuple(fc.constantFrom(...words), rest).map((parts) => parts.join(" ")),
    fc.tuple(fc.constantFrom(...examples), rest).map((parts) => parts.join(" ")),
    rest,
    fc.string({ unit: "binary", maxLength: 4000, size: "max" }),
  );
}

const COMMANDS = [
  {
    command: "/incident",
    answer: onIncidentCommand,
    line: lineOf(
      INCIDENT_WORDS.flatMap(({ words }) => words),
      INCIDENT_WORDS.flatMap(({ usage }) => usage.map((one) => one.typed)),
    ),
  },
  { command: "/oncall", answer: onOncallCommand, line: lineOfFlows(ONCALL_FLOWS) },
  { command: "/slo", answer: onSloCommand, line: lineOfFlows(SLO_FLOWS) },
];

function lineOfFlows(
  flows: readonly {
    readonly word: string;
    readonly usage: readonly { readonly typed: string }[];
  }[],
): fc.Arbitrary<string> {
  return lineOf(
    flows.map((flow) => flow.word),
    flows.flatMap(({ usage }) => usage.map((one) => one.typed)),
  );
}

const text = fc.oneof(word, rest, fc.string({ unit: "binary", maxLength: 3500, size: "max" }));
const chosen = fc.option(text.map((value) => ({ value })));

/** What Slack may say of a field, whatever it is. */
const filled = fc.record(
  {
    value: fc.option(text),
    selected_option: chosen,
    selected_options: fc.option(
      fc.array(
        text.map((value) => ({ value })),
        { maxLength: 3 },
      ),
    ),
    selected_user: fc.option(fc.constantFrom("U00000ANN", "U0NOBODY1", "")),
    selected_date_time: fc.option(fc.integer({ min: 0, max: 9_999_999_999 })),
  },
  { requiredKeys: [] },
);

const Field = z.object({ block_id: z.string(), element: z.object({ action_id: z.string() }) });

/** Anything at all in the fields of a form. */
function valuesOf({ blocks }: OpenForm): fc.Arbitrary<object> {
  const fields = blocks.flatMap((block) => Field.safeParse(block).data ?? []);
  return fc.record(
    Object.fromEntries(
      fields.map(({ block_id, element }) => [
        block_id,
        filled.map((state) => ({ [element.action_id]: state })),
      ]),
    ),
    { requiredKeys: [] },
  );
}

/** Of incidents that there never were, or of nothing. */
const FORGED = ["999", "999:1", "mitigated:999", "start:999:1", "nonsense", "__proto__", "-1", ""];

async function timelineOf({ kysely }: Database): Promise<number> {
  return (await kysely.selectFrom("timeline").select("id").execute()).length;
}

const Opened = z.object({
  view: z.object({
    type: z.literal("modal"),
    callback_id: z.string(),
    private_metadata: z.string().default(""),
    blocks: z.array(z.unknown()),
  }),
});

/** The forms that the commands open, each once. */
async function openForms({ desk, shown }: TestDesk): Promise<readonly OpenForm[]> {
  for (const { words } of INCIDENT_WORDS) {
    await onIncidentCommand(desk, typed(shown, "/incident", `${words[0]} 1`));
  }
  for (const { word: name } of ONCALL_FLOWS) {
    await onOncallCommand(desk, typed(shown, "/oncall", name));
  }
  const views = shown.flatMap((one) => Opened.safeParse(one).data?.view ?? []);
  return [...new Map(views.map((view) => [view.callback_id, view])).values()];
}

withDatabase("whatever people do in Slack", (open) => {
  let test: TestDesk;
  beforeEach(async () => {
    const engine = createEngine(await open());
    await deliver(engine, "prod", alertsFromTest({ alertname: "Disk", fingerprint: "disk" }));
    test = deskOf(engine);
  });
  it.each(COMMANDS)(
    "any text after $command is understood, or it is told how it is used",
    { tags: ["I61"] },
    async ({ command, answer, line }) => {
      await fc.assert(
        fc.asyncProperty(line, async (typedLine) => {
          const before = test.shown.length;
          await answer(test.desk, typed(test.shown, command, typedLine));

          expect(test.faults).toEqual([]);
          expect(test.shown.length).toBeGreaterThan(before);
        }),
        runs(12),
      );
    },
  );

  it(
    "a button of an incident that there never was changes nothing",
    { tags: ["I59"] },
    async () => {
      const { desk, shown, faults } = test;
      const before = await timelineOf(desk.engine.database);

      const failed: string[] = [];
      for (const [action, onPress] of Object.entries(PRESSES)) {
        for (const value of FORGED) {
          const args = pressed(shown, action, value);
          await onPress(desk, args).catch((error: unknown) =>
            failed.push(`${action}: ${String(error)}`),
          );
        }
      }

      expect([failed, faults]).toEqual([[], []]);
      expect(await timelineOf(desk.engine.database)).toBe(before);
      expect(await openIncidents(desk.engine.database.kysely, 10)).toHaveLength(1);
    },
  );

  it("any values in any form are taken or complained of", async ({ annotate }) => {
    const forms = (await openForms(test)).filter(({ callback_id }) => callback_id in SUBMISSIONS);
    await annotate(`${forms.length} forms`, "measured");
    expect(forms.length).toBeGreaterThan(8);

    for (const form of forms) {
      const submitted = SUBMISSIONS[form.callback_id as keyof typeof SUBMISSIONS];
      await fc.assert(
        fc.asyncProperty(valuesOf(form), async (values) => {
          const before = test.shown.length;
          await onSubmission(test.desk, sent(test.shown, form, values), submitted);

          expect([form.callback_id, ...test.faults]).toEqual([form.callback_id]);
          expect(test.shown.length).toBeGreaterThan(before);
        }),
        runs(2),
      );
    }
  });

  it(
    "a field over its limit is complained of there, and nothing is kept",
    { tags: ["I62"] },
    async () => {
      await onIncidentCommand(test.desk, typed(test.shown, "/incident", "new"));
      const form = Opened.parse(test.shown.at(-1)).view;
      const values = {
        title: { title: { value: "😀".repeat(151) } },
        service: { service: { selected_option: { value: "checkout" } } },
        severity: { severity: { selected_option: { value: "SEV1" } } },
      };

      await onSubmission(test.desk, sent(test.shown, form, values), SUBMISSIONS.declare);

      const errors = { title: "Write 150 characters at most; these are 151." };
      expect(test.shown.at(-1)).toEqual({ response_action: "errors", errors });
      expect(await openIncidents(test.desk.engine.database.kysely, 10)).toHaveLength(1);
    },
  );

  it("a form that cannot be read is answered, whichever it is", async () => {
    const silent: string[] = [];
    const blocks = [{ type: "input", block_id: "any", element: { action_id: "any" } }];
    for (const [callback_id, submitted] of Object.entries(SUBMISSIONS)) {
      const form = { callback_id, private_metadata: "{", blocks };
      const before = test.shown.length;
      await onSubmission(test.desk, sent(test.shown, form, {}), submitted).catch(() => "logged");
      const answers = JSON.stringify(test.shown.slice(before));
      if (answers === "[]" || answers.includes("could not take")) silent.push(callback_id);
    }

    expect(silent).toEqual([]);
  });

  it("a form that could not be taken stays open with what was typed, and says so under its first field", async () => {
    await onIncidentCommand(test.desk, typed(test.shown, "/incident", "new"));
    const form = Opened.parse(test.shown.at(-1)).view;

    await onSubmission(test.desk, sent(test.shown, form, {}), failing).catch(() => "logged");
    const withFields = test.shown.at(-1);
    const bare = { ...form, blocks: [] };
    await onSubmission(test.desk, sent(test.shown, bare, {}), failing).catch(() => "logged");

    const service = "Muster could not take this just now. Please send it again in a moment.";
    expect(withFields).toEqual({ response_action: "errors", errors: { service } });
    expect(JSON.stringify(test.shown.at(-1))).toContain("Please open the form again in a moment.");
  });

  it("what fails after its answer is not answered twice", async () => {
    const form = { callback_id: "any", private_metadata: "", blocks: [] };

    await onSubmission(test.desk, sent(test.shown, form, {}), async (_, { ack }) => {
      await ack();
      await failing();
    }).catch(() => "logged");

    expect(test.shown).toEqual(["taken"]);
  });
});

async function failing(): Promise<never> {
  throw new Error("the database is gone");
}
