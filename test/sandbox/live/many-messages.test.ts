import { expect, it } from "vitest";
import { changeBetween } from "#sandbox/live/changes.ts";
import { lookAt } from "#sandbox/live/look.ts";
import { pageBefore } from "#sandbox/live/pages.ts";
import { messagesOf, replaceMessage } from "#sandbox/workspace/messages.ts";
import { newWorld, OPS, say } from "./world.ts";

it("tells of one message among 5,000 in milliseconds, posted or edited", () => {
  const world = newWorld();
  for (let count = 0; count < 5000; count += 1) say(world, `${count}`);
  let seen = lookAt(world);

  const took = Array.from({ length: 20 }, (_, index) => {
    const started = performance.now();
    say(world, "new");
    const edited = messagesOf(world.workspace(), OPS)[index];
    if (edited !== undefined) replaceMessage(world.workspace(), OPS, { ...edited, text: "edited" });
    const look = lookAt(world);
    const change = changeBetween(seen, look);
    seen = look;
    expect(change?.messages?.[0]?.changed.map(({ text }) => text)).toEqual(["edited", "new"]);
    pageBefore(messagesOf(world.workspace(), OPS), { limit: 100 });
    return performance.now() - started;
  });

  const [median = 0] = took.toSorted((one, other) => one - other).slice(10);
  // About two milliseconds on a busy machine; a limit for what grows faster than the channel.
  expect(median).toBeLessThan(25);
});
