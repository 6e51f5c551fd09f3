import type { DateTime } from "luxon";
import { minutesFor } from "#domain/reach.ts";
import type { Urgency, WayForm } from "#domain/way.ts";
import { readWishes, readWishesOf, type Wishes } from "#store/page/contacts.ts";
import { lastTests } from "#store/page/test-pages.ts";
import type { Engine } from "./engine.ts";

/** A way that this installation offers, and what the person made of it. */
export type OwnWay = {
  readonly form: WayForm;
  /** For its owner alone; show others nothing of it, and the owner `form.mask(address)` outside the form. */
  readonly address: string | null;
  /** Minutes after the page; null: not used for that urgency. */
  readonly minutes: Readonly<Record<Urgency, number | null>>;
};

/** How a person is reached beside Slack, which is always used. */
export type Contacts = {
  readonly ways: readonly OwnWay[];
  /** When the person last confirmed a test page. */
  readonly testedAt: DateTime | null;
};

/** What the person has said, for every way that can be used now. */
export async function readContacts(engine: Engine, person: string): Promise<Contacts> {
  const { kysely } = engine.database;
  const ways = ownWays(engine, await readWishes(kysely, person));
  const testedAt = (await lastTests(kysely, [person])).get(person) ?? null;
  return { ways, testedAt };
}

/** Whether Slack is all there is to reach this person with when it is urgent. */
export async function hasOnlySlack(engine: Engine, person: string): Promise<boolean> {
  return (await withOnlySlack(engine, [person])).has(person);
}

/** Which of these people have no other way: no address for any that can be used now, or none for what is urgent. */
export async function withOnlySlack(
  engine: Engine,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const wishes = await readWishesOf(engine.database.kysely, people);
  return new Set(people.filter((person) => !ownWays(engine, wishes.get(person)).some(isUrgent)));
}

function isUrgent({ address, minutes }: OwnWay): boolean {
  return address !== null && minutes.high !== null;
}

function ownWays({ ways }: Engine, wishes: Wishes | undefined): readonly OwnWay[] {
  const { contacts, rules } = wishes ?? { contacts: [], rules: [] };
  return ways().map((form) => {
    const { kind: way, after } = form;
    const minutes = {
      high: minutesFor(rules, { way, urgency: "high" }, after.high),
      low: minutesFor(rules, { way, urgency: "low" }, after.low),
    };
    return { form, address: contacts.find((one) => one.way === way)?.address ?? null, minutes };
  });
}
