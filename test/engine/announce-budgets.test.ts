import { Duration } from "luxon";
import { expect, it } from "vitest";
import { Notice } from "#domain/incident/notice.ts";
import { followBudgets } from "#engine/budget/follow-budgets.ts";
import type { Engine } from "#engine/engine.ts";
import { drawBudgetNotice } from "#slack/outgoing/draw-budget-notice.ts";
import type { Database } from "#store/database/database.ts";
import { budgetReader, type Known } from "#test/support/budget-reader.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";
import { pushedClock } from "#test/support/pushed-clock.ts";

type Scene = {
  readonly engine: Engine;
  /** Lets time pass, says how the budget stands then, and looks. */
  readonly after: (time: object, next: Known) => Promise<void>;
  /** What was told since it was last asked, and where, as it reads now. */
  readonly told: () => Promise<readonly string[]>;
};

withDatabase("what is told of error budgets", (open) => {
  it("is a freeze, once when it begins and once when it ends", async () => {
    const { engine, after, told } = begin(await open(), { freeze: {} }, "no answer");

    await after({ minutes: 1 }, { burn: 3, remaining: 0.01 });
    expect(await told()).toEqual([]);
    await after({ minutes: 1 }, { burn: 3, remaining: -0.02 });
    await after({ minutes: 1 }, { burn: 3, remaining: -0.03 });
    const [entered = "", ...more] = await told();
    expect(more).toEqual([]);
    expect(entered).toContain("channel/team-checkout: *Changes to Checkout rest*");
    expect(entered).toContain("checkout requests 99.9 %/30d (overdrawn by 3 %)");
    expect(entered).toContain("May be changed all the same: P0 fixes, security fixes.");
    expect(entered).toContain("when something has been left for 24 h");
    expect(entered).toContain(
      "`GET https://muster.acme.example/slos/checkout-requests/freeze` and passes only when its `state` is `free`.",
    );

    await after({ minutes: 1 }, { burn: 0, remaining: 0.02 });
    await after({ hours: 2 }, { burn: 1, remaining: 0 });
    await after({ minutes: 1 }, { burn: 0, remaining: 0.04 });
    expect(await told()).toEqual([]);
    await after({ days: 1 }, { burn: 0, remaining: 0.04 });
    const [left] = await told();
    expect(left).toContain("*Changes to Checkout are free again*: 4 % is left");

    const [first] = await noticesOf(engine);
    expect(first === undefined ? "" : await read(engine, first)).toBe("channel/team-checkout: ");
  });

  it("is each line that is crossed, once", async () => {
    const rules = [
      { remaining: 25, channel: "#shop-oncall" },
      { burn: 2, for: "PT5M" },
    ];
    const scene = begin(await open(), { notify: rules }, { burn: 1, remaining: 0.3 });
    const { after, told } = scene;

    await after({ minutes: 1 }, { burn: 9, remaining: 0.26 });
    expect(await told()).toEqual([]);
    await after({ minutes: 4 }, { burn: 9, remaining: 0.24 });
    expect(await told()).toEqual([
      expect.stringMatching(
        /^channel\/shop-oncall: \*Less than 25 % of an error budget is left\*: checkout requests 99\.9 %\/30d\nburning 9x now, 24 % left/,
      ),
    ]);
    await after({ minutes: 1 }, { burn: 9, remaining: 0.23 });
    expect(await told()).toEqual([
      expect.stringMatching(
        /^channel\/team-checkout: \*An error budget has burnt more than 2x as fast as allowed for 5 min\*/,
      ),
    ]);
    await after({ minutes: 1 }, { burn: 9, remaining: 0.22 });
    await after({ minutes: 1 }, "no answer");
    await after({ minutes: 1 }, { burn: 9, remaining: 0.26 });
    await after({ minutes: 1 }, { burn: 9, remaining: 0.24 });
    expect(await told()).toEqual([]);
  });

  it("is told once however many look, and by whoever starts anew", async () => {
    const database = await open();
    const gone = { burn: 3, remaining: -1 };
    const policy = { freeze: {}, notify: [{ remaining: 50 }] };
    const [one, two] = [begin(database, policy, gone), begin(database, policy, gone)];

    await Promise.all([followBudgets(one.engine), followBudgets(two.engine)]);
    await followBudgets(begin(database, policy, gone).engine);

    expect(await one.told()).toHaveLength(2);
  });

  it("is nothing of a service without a channel", async () => {
    const engine = createEngine(await open(), {
      configuration: configuration({ budgetPolicy: { freeze: {}, notify: [{ remaining: 50 }] } }),
      budgets: budgetReader(() => ({ burn: 3, remaining: -1 }), {
        objectives: () => [objective({ service: "elsewhere" })],
      }),
    });

    await followBudgets(engine);

    expect(await noticesOf(engine)).toEqual([]);
  });
});

async function noticesOf({
  database,
}: Engine): Promise<readonly { about: unknown; place: string }[]> {
  return await database.kysely
    .selectFrom("notice")
    .select(["about", "place"])
    .orderBy("id")
    .execute();
}

async function read(
  engine: Engine,
  { about, place }: { readonly about: unknown; readonly place: string },
): Promise<string> {
  const notice = Notice.parse(about);
  if (notice.kind !== "freeze" && notice.kind !== "budget") return notice.kind;
  const message = await drawBudgetNotice({ engine }, notice);
  return `${place}: ${message?.text ?? ""}`;
}

function begin(database: Database, budgetPolicy: object, first: Known): Scene {
  const clock = pushedClock(database);
  let known = first;
  const engine = createEngine(database, {
    configuration: configuration({ budgetPolicy, publicUrl: "https://muster.acme.example" }),
    budgets: budgetReader(() => known),
  });
  let seen = 0;
  return {
    engine,
    after: async (time, next) => {
      await clock.advance(Duration.fromObject(time));
      known = next;
      await followBudgets(engine);
    },
    told: async () => {
      const notices = await noticesOf(engine);
      const news = notices.slice(seen);
      seen = notices.length;
      return await Promise.all(news.map((notice) => read(engine, notice)));
    },
  };
}
