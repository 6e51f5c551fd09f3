import { expect, it } from "vitest";
import { useDemo } from "#test/demo/stage.ts";
import { withBrowser } from "#test/support/browser.ts";
import { type Colleague, colleagueAt, messageSaying } from "./colleague.ts";

const INCIDENT = "INC-1 · SEV2 Major";
const CHANNEL = /^inc-1-checkout-fails/;

withBrowser("two windows", ({ open }) => {
  const demo = useDemo();

  async function openAs(name: string): Promise<Colleague> {
    const colleague = colleagueAt(await open(demo.stage().slackUrl));
    await colleague.becomes(name);
    return colleague;
  }

  it("show two people the same incident, and to each what is theirs", async () => {
    const [mia, jonas] = [await openAs("Mia Lindqvist"), await openAs("Jonas Weber")];
    // What comes while somebody looks on is read at once.
    await jonas.goesTo("general");
    await mia.button("Checkout burns its error budget").click();
    await mia.goesTo("Muster app");
    const toMia = messageSaying(mia.messages, INCIDENT);
    const toJonas = messageSaying(jonas.messages, INCIDENT);
    await mia.button("Escalate INC-1", toMia).click();

    const unread = jonas.sidebar.getByRole("link", { name: /^Muster app \d unread/ });
    await unread.click();
    await toJonas.getByText("Why Jonas Weber: level 2").waitFor();
    await toMia.getByText("Why Mia Lindqvist: ").waitFor();
    await expect.poll(() => unread.count()).toBe(0);

    // The menu stays as it was when it was asked for.
    await mia.goesTo(CHANNEL);
    await jonas.goesTo(CHANNEL);
    await mia.writes("/incident");
    const menu = messageSaying(mia.messages, "Only visible to you").filter({
      hasText: "nobody has it yet",
    });
    await menu.waitFor();

    const card = messageSaying(jonas.messages, "Pinned to this channel");
    await jonas.button("Acknowledge INC-1", card).click();
    await messageSaying(jonas.messages, "You have INC-1 now.").waitFor();
    const sameCard = messageSaying(mia.messages, "Pinned to this channel");
    await sameCard.getByText("Acknowledged by Jonas Weber").waitFor();
    expect(await messageSaying(mia.messages, "You have INC-1 now.").count()).toBe(0);
    expect(await messageSaying(jonas.messages, "Declare an incident").count()).toBe(0);

    await mia.button("Acknowledge INC-1", menu).click();
    await messageSaying(mia.messages, /@jonas has INC-1 since/).waitFor();
    await mia.goesTo("Muster app");
    // She may have been paged twice by now.
    await toMia.getByText("Acknowledged by Jonas Weber").first().waitFor();
  });

  it("mark what is said elsewhere, and lose nothing in a reload", async () => {
    const [mia, jonas] = [await openAs("Mia Lindqvist"), await openAs("Jonas Weber")];
    await mia.goesTo("general");
    await jonas.goesTo("incidents");
    await mia.writes("Has anybody changed the load balancer, @jonas?");
    await jonas.sidebar.getByRole("link", { name: "general 1 unread, 1 for you" }).waitFor();

    await jonas.main.getByRole("textbox").fill("Not me, but");
    await jonas.page.reload();
    await jonas.sidebar.getByRole("link", { name: "general 1 unread, 1 for you" }).waitFor();
    const draft = jonas.main.getByRole("textbox", { name: "Message #incidents" });
    expect(await draft.inputValue()).toBe("Not me, but");
    await jonas.goesTo(/^general/);
    await messageSaying(jonas.messages, "Has anybody changed the load balancer").waitFor();
    await jonas.page.reload();
    await messageSaying(jonas.messages, "Has anybody changed the load balancer").waitFor();
    await jonas.sidebar.getByRole("link", { name: "general", exact: true }).waitFor();
    const acting = jonas.page.getByRole("combobox", { name: "Acting as" });
    expect(await acting.locator("option:checked").innerText()).toBe("Jonas Weber");
  });
});
