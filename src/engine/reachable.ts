import type { DateTime } from "luxon";
import { minutesFor } from "#domain/reach.ts";
import type { Urgency, WayForm } from "#domain/way.ts";
import { peopleWith, readWishes } from "#store/contacts.ts";
import { lastTests } from "#store/test-pages.ts";
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
  const { contacts, rules } = await readWishes(kysely, person);
  const ways = engine.ways().map((form) => {
    const { kind: way, after } = form;
    const minutes = {
      high: minutesFor(rules, { way, urgency: "high" }, after.high),
      low: minutesFor(rules, { way, urgency: "low" }, after.low),
    };
    return { form, address: contacts.find((one) => one.way === way)?.address ?? null, minutes };
  });
  const testedAt = (await lastTests(kysely, [person])).get(person) ?? null;
  return { ways, testedAt };
}

/** Whether Slack is all there is to wake this person with: no other way, or none for what is urgent. */
export async function hasOnlySlack(engine: Engine, person: string): Promise<boolean> {
  const { ways } = await readContacts(engine, person);
  return !ways.some(({ address, minutes }) => address !== null && minutes.high !== null);
}

/** Which of these people have given no address for any way that can be used now. */
export async function withOnlySlack(
  engine: Engine,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const kinds = engine.ways().map(({ kind }) => kind);
  const others = await peopleWith(engine.database.kysely, kinds);
  return new Set(people.filter((person) => !others.has(person)));
}
