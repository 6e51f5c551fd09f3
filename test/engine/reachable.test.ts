import { expect, it } from "vitest";
import { withOnlySlack } from "#engine/reachable.ts";
import { saveWishes } from "#store/page/contacts.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { giveAddresses } from "#test/support/reach.ts";
import { MAIL } from "#ways/mail.ts";
import { SMS } from "#ways/sms.ts";

withDatabases("whoever can be reached by Slack only", (open) => {
  it("has no address, or none that is used when it is urgent and can be used here", async () => {
    const database = await open();
    const engine = createEngine(database, { ways: [MAIL] });
    await giveAddresses(database, "ann", { mail: "ann@home.example" });
    await giveAddresses(database, "bob", { sms: "+4915112345678" });
    const eve = { person: "eve", way: MAIL.kind, address: "eve@home.example", slackId: "U1" };
    const rules = [{ way: MAIL.kind, urgency: "high", minutes: null }] as const;
    await database.transaction((tx) => saveWishes(tx, "eve", { contacts: [eve], rules }));
    const people = ["ann", "bob", "eve", "zoe"];

    expect([...(await withOnlySlack(engine, people))]).toEqual(["bob", "eve", "zoe"]);
    const withTexts = createEngine(database, { ways: [MAIL, SMS] });
    expect([...(await withOnlySlack(withTexts, people))]).toEqual(["eve", "zoe"]);
  });
});
