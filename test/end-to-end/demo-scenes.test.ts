import { describe, expect, it } from "vitest";
import { buttonIn, soon, useDemo } from "#test/demo/stage.ts";

/** A busy machine needs minutes for what a story waits for. */
const PATIENT = { timeout: 300_000 };

describe("the demo's story", PATIENT, () => {
  const demo = useDemo();

  async function texts(person: string): Promise<readonly string[]> {
    return (await demo.slack().person(person).pages()).map(({ text }) => text);
  }
  /** Soon: a message that was just sent is changed at Slack's pace. */
  async function untilTold(person: string, words: RegExp): Promise<void> {
    await soon(async () => expect((await texts(person)).at(-1)).toMatch(words));
  }
  async function passMinute(): Promise<void> {
    expect(await demo.press("forward-1")).toBe("It is 1 minute later.");
  }
  async function button(id: string) {
    return buttonIn(await demo.story(), id);
  }

  it("fills a disk: the team of the cluster is paged, and no channel is made", async () => {
    expect(await button("end-disk")).toMatchObject({ blocked: "It is not firing." });

    expect(await demo.press("fire-disk")).toContain("One alert fires");
    await untilTold("amara", /The disk of node-7.*Triggered.*Amara Okafor/);
    expect(await button("fire-disk")).toMatchObject({ on: true, blocked: expect.any(String) });
    expect(await demo.press("fire-disk")).toContain("firing already");

    await demo.press("end-disk");
    await passMinute();
    await untilTold("amara", /The disk of node-7.*Resolved/);
    const channels = (await demo.slack().channels()).map(({ name }) => name);
    expect(channels.filter((name) => name.includes("disk"))).toEqual([]);
  });

  it("mails at once whoever wants no disturbance, and takes the answer by the mail's link", async () => {
    expect(await newestMail()).toEqual({ label: "Mails", value: "none yet" });
    await demo.press("dnd-mia");
    await soon(async () => expect(await button("dnd-mia")).toMatchObject({ on: true }));

    await demo.press("fire-error-budget");
    await soon(async () => {
      const [card] = (await demo.slack().texts("team-storefront")).slice(-1);
      expect(card).toMatch(
        /Mia Lindqvist \(has Do Not Disturb on.*sent an e-mail at once\).*for Storefront backup at/,
      );
    });
    await soon(async () => {
      expect((await newestMail()).label).toMatch(/^Mail to mia@larder\.example, /);
    });
    const { href } = await newestMail();
    const pressed = await fetch(href ?? "", { method: "POST" });
    expect(await pressed.text()).toMatch(/You have INC-\d+/);

    await demo.press("dnd-mia");
    await soon(async () => expect(await button("dnd-mia")).toMatchObject({ on: false }));
    await demo.press("start-over");
  });

  it("lets time fly: whoever is next is paged, the heartbeat is not missed, and the clocks agree", async () => {
    const before = Date.now();
    await demo.press("fire-error-budget");
    await passMinute();

    await untilTold("jonas", /Checkout fails for one customer in eight/);
    expect(JSON.stringify(await demo.slack().channels())).not.toContain("Alerting is blind");
    const { facts } = await demo.story();
    expect(facts[0]?.value).toMatch(/^\d\d:\d\d UTC, \d min ahead$/);
    const later = (await demo.slack().person("jonas").pages()).at(-1);
    expect(Number(later?.ts) * 1000 - before).toBeGreaterThan(60_000);
    await demo.press("end-error-budget");
  });

  it("stops Prometheus: the team hears that alerting is blind, until it runs again", async () => {
    expect(await button("start-prometheus")).toMatchObject({ blocked: "It runs." });
    expect(await demo.press("stop-prometheus")).toContain("Prometheus is stopped");
    expect(await button("stop-prometheus")).toMatchObject({ on: true });
    const { prometheusUrl } = demo.stage();
    await expect(fetch(`${prometheusUrl}/-/ready`)).rejects.toThrow("fetch failed");
    expect(await demo.press("fire-disk")).toContain("Prometheus is stopped");

    await passMinute();
    await untilTold("amara", /Alerting is blind.*Triggered/);

    expect(await demo.press("start-prometheus")).toContain("runs again");
    expect((await fetch(`${prometheusUrl}/-/ready`)).status).toBe(200);
    await passMinute();
    await untilTold("amara", /Alerting is blind.*Resolved/);
  });

  it("breaks Slack, which heals by itself, and nothing is lost", async () => {
    expect(await demo.press("slack-429")).toContain("next 6 calls fail");
    expect(await demo.press("slack-down")).toContain("next 10 calls fail");
    await soon(async () => {
      expect(await button("slack-429")).toMatchObject({ on: true });
      expect(await button("slack-down")).toMatchObject({ on: true });
    });

    await demo.press("fire-error-budget");
    await passMinute();

    await untilTold("mia", /Checkout fails for one customer in eight/);
    const faults = (await demo.slack().calls()).map(({ fault }) => fault);
    expect(faults.filter((fault) => fault === "429")).toHaveLength(6);
    expect(faults.filter((fault) => fault === "500")).toHaveLength(10);
    await soon(async () => {
      expect(await button("slack-down")).toMatchObject({ on: false });
    });
    await demo.press("end-error-budget");
  });

  it("raises a storm: digests instead of dozens of cards, and they all end", async () => {
    expect(await demo.press("fire-storm")).toContain("200 alerts fire");

    // How many come at once, and so which teams get a digest, depends on how fast the machine is.
    await soon(async () => {
      expect((await digests()).length).toBeGreaterThan(0);
      expect((await texts("priya")).join(" ")).toMatch(/incidents? needs? you|INC-\d+/);
    });

    await demo.press("end-storm");
    await passMinute();
    await soon(async () => {
      const told = (await teamTexts()).flat().join(" ");
      expect(told).toMatch(/\b0 incidents of \d+ still need somebody/);
      expect(told).not.toMatch(/Triggered, nobody/);
    });
    for (const team of await teamTexts()) {
      expect(team.filter((text) => text.includes("Storm:")).length).toBeLessThan(2);
    }
  });

  async function newestMail() {
    const facts = (await demo.story()).groups.flatMap((group) => group.facts ?? []);
    return facts[0] ?? { label: "", value: "" };
  }

  async function teamTexts(): Promise<readonly (readonly string[])[]> {
    const teams = ["storefront", "payments", "platform"];
    return await Promise.all(teams.map((team) => demo.slack().texts(`team-${team}`)));
  }

  async function digests(): Promise<readonly string[]> {
    return (await teamTexts()).flat().filter((text) => text.includes("Storm:"));
  }

  it("has no other buttons", async () => {
    expect(await demo.press("make-coffee")).toBe('The story has no button "make-coffee".');
  });
});
