import { sql } from "kysely";
import { Duration } from "luxon";
import { beforeEach, describe, expect, it } from "vitest";
import { attemptsOfPage, noteSilence, noteTrouble, settleAttempt } from "#store/page/attempts.ts";
import { followLeavers, type Forgotten, forgetPerson } from "#store/page/leavers.ts";
import { dropOldTests } from "#store/page/test-pages.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";

const MONTH = Duration.fromObject({ days: 30 });
const DAY = Duration.fromObject({ days: 1 });

/** Ann and Bob have an address, rules, a calendar and a test each, and a page that Ann did not get. */
async function fill({ kysely }: TestDatabase): Promise<void> {
  await sql`
    insert into incident (id, key, service, status, severity, opened_at, state)
    values (1, 'k', 's', 'resolved', 'SEV2', muster_now(), '{}')`.execute(kysely);
  await sql`
    insert into page (incident_id, step, target, reason, created_at)
    values (1, 0, '{"kind":"person","person":"ann"}', 'r', muster_now())`.execute(kysely);
  for (const person of ["ann", "bob"]) {
    await sql`insert into contact values (${person}, 'email', 'a@b.example', 'U1')`.execute(kysely);
    await sql`insert into notify_rule values (${person}, 'high', 'email', 0)`.execute(kysely);
    await sql`insert into calendar (owner, secret, hash) values (${person}, 's', ${person})`.execute(
      kysely,
    );
    await sql`insert into test_page (person, slack_id) values (${person}, 'U1')`.execute(kysely);
    await sql`
      insert into page_attempt (test_id, person, way, due_at, settled_at)
      select id, person, 'email', muster_now(), muster_now() from test_page
      where person = ${person}`.execute(kysely);
  }
  await sql`
    insert into page_attempt (page_id, person, way, state, due_at, settled_at, error, reference)
    values (1, 'ann', 'sms', 'failed', muster_now(), muster_now(), 'no such +49151', 'SM1')`.execute(
    kysely,
  );
  await sql`insert into attempt_token (hash, attempt_id) select 'h', id from page_attempt`.execute(
    kysely,
  );
}

/** Everything in which a name or an address of theirs stands, but the record. */
async function leftOf({ kysely }: TestDatabase, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from contact where person = ${person})
      + (select count(*) from notify_rule where person = ${person})
      + (select count(*) from calendar where owner = ${person})
      + (select count(*) from test_page where person = ${person})
      + (select count(*) from attempt_token join page_attempt on id = attempt_id
          where person = ${person})
      + (select count(*) from page_attempt where person = ${person}
          and (reference is not null or error is not null or silence is not null))
      as count`.execute(kysely);
  return rows[0]?.count ?? 0;
}

withDatabase("somebody's own data", (open) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
    await fill(database);
  });

  function forget(person: string): Promise<Forgotten> {
    return database.transaction((tx) => forgetPerson(tx, person));
  }

  function follow(...people: readonly string[]): Promise<readonly string[]> {
    return database.transaction((tx) => followLeavers(tx, people, MONTH));
  }

  it("is deleted on request, and neither anybody else's nor that they were paged", async () => {
    const others = await leftOf(database, "bob");

    const forgotten = await forget("ann");

    expect(forgotten).toEqual({ addresses: 1, rules: 1, calendars: 1, tests: 1, pages: 1 });
    expect(await leftOf(database, "ann")).toBe(0);
    expect(await leftOf(database, "bob")).toBe(others);
    const { rows } = await sql`select person, way, state, error from page_attempt
      where page_id is not null`.execute(database.kysely);
    expect(rows).toEqual([{ person: "ann", way: "sms", state: "failed", error: null }]);
  });

  it("is not written down again by what was under way when they were forgotten", async () => {
    await sql`
      insert into page_attempt (page_id, person, way, state, due_at, tries, error)
      values (1, 'ann', 'mail', 'sending', muster_now(), 1, 'no answer of a@b.example'),
        (1, 'ann', 'voice', 'pending', muster_now(), 0, null)`.execute(database.kysely);
    await sql`
      insert into page_attempt (test_id, person, way, state, due_at)
      select id, 'ann', 'voice', 'sending', muster_now() from test_page where person = 'ann'`.execute(
      database.kysely,
    );
    await sql`insert into attempt_token (hash, attempt_id) select 'late', id from page_attempt`.execute(
      database.kysely,
    );

    await forget("ann");
    expect(await leftOf(database, "ann")).toBe(0);
    await database.transaction(async (tx) => {
      const [failed, mail, voice] = await attemptsOfPage(tx, 1);
      const error = "no such +49151";
      await settleAttempt(tx, failed?.id ?? 0, { state: "failed", error, takesBack: true });
      await settleAttempt(tx, mail?.id ?? 0, { state: "sent", error: null, reference: "SM2" });
      await noteTrouble(tx, voice?.id ?? 0, { error, unclear: true });
      await noteSilence(tx, voice?.id ?? 0, { kind: "away" });
    });

    expect(await leftOf(database, "ann")).toBe(0);
    const { rows } = await sql`select way, state from page_attempt
      where person = 'ann' order by way`.execute(database.kysely);
    expect(rows).toEqual([
      { way: "mail", state: "sent" },
      { way: "sms", state: "failed" },
      { way: "voice", state: "sending" },
    ]);
  });

  describe("of those who left", () => {
    it("is due also where nothing but their pages is here, and so it is when one is added", async () => {
      await forget("ann");
      await sql`
        insert into page_attempt (page_id, person, way, due_at, error)
        values (1, 'ann', 'mail', muster_now(), 'no answer of a@b.example')`.execute(
        database.kysely,
      );
      await follow("bob");
      await database.clock.advance(MONTH.plus(DAY));

      expect(await follow("bob")).toEqual(["ann"]);
      await forget("ann");
      expect(await leftOf(database, "ann")).toBe(0);
      expect(await follow("bob")).toEqual([]);
      await database.clock.advance(MONTH.plus(DAY));
      expect(await follow("bob")).toEqual([]);
    });

    it("is due once they have been away for as long as it is kept", async () => {
      expect(await follow("bob")).toEqual([]);
      await database.clock.advance(MONTH.plus(DAY));

      expect(await follow("bob")).toEqual(["ann"]);
      await forget("ann");
      expect(await follow("bob")).toEqual([]);
    });

    it("stays when they come back meanwhile", async () => {
      await follow("bob");
      await database.clock.advance(MONTH.minus(DAY));
      await follow("ann", "bob");
      await database.clock.advance(DAY.plus(DAY));

      expect(await follow("bob")).toEqual([]);
    });
  });

  it("has tests of ways, which go with all that was tried for them when their time is over", async () => {
    await database.clock.advance(MONTH);
    await sql`insert into test_page (person, slack_id) values ('eve', 'U2')`.execute(
      database.kysely,
    );
    await database.clock.advance(DAY);

    await dropOldTests(database, MONTH);

    const { rows } = await sql`select person from test_page`.execute(database.kysely);
    expect(rows).toEqual([{ person: "eve" }]);
    const tried = await sql`select way from page_attempt`.execute(database.kysely);
    expect(tried.rows).toEqual([{ way: "sms" }]);
  });
});
