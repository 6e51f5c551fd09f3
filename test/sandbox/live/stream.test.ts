import { describe, expect, it, onTestFinished } from "vitest";
import { asJson, asList, parseJson } from "#sandbox/json.ts";
import { changeStream } from "#sandbox/live/stream.ts";
import type { World } from "#sandbox/world.ts";
import { newWorld, say } from "./world.ts";

/** The same world, seen by somebody whose looks are counted. */
function counting(world: World): { readonly world: World; readonly looks: () => number } {
  let looks = 0;
  const story = { title: "", tour: [], groups: [], facts: [] };
  function tell(): typeof story {
    looks += 1;
    return story;
  }
  const storyteller = { story: tell, act: async () => "" };
  return { world: { ...world, storyteller }, looks: () => looks };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

function listen(world: World): Reader {
  const reader = changeStream(world).getReader();
  onTestFinished(() => reader.cancel());
  return reader;
}

async function textsIn(reader: Reader): Promise<readonly unknown[]> {
  const { value } = await reader.read();
  const change = asJson(
    parseJson(
      Buffer.from(value ?? [])
        .toString()
        .replace(/^data: /, ""),
    ),
  );
  return asList(change["messages"])
    .flatMap((log) => asList(asJson(log)["changed"]))
    .map((message) => asJson(message)["text"]);
}

/** Long enough for several looks of everybody who is still looking. */
async function threeChanges(world: World): Promise<void> {
  const reader = listen(world);
  await reader.read();
  for (const text of ["one", "two", "three"]) {
    say(world, text);
    await reader.read();
  }
}

describe("the stream of changes", () => {
  it("looks at nothing after its window has gone", async () => {
    const world = newWorld();
    const gone = counting(world);
    const reader = listen(gone.world);
    await reader.read();
    await reader.cancel();
    const before = gone.looks();

    await threeChanges(world);

    expect(gone.looks()).toBe(before);
  });

  it("looks no further while its window has not taken what it was sent", async () => {
    const world = newWorld();
    const slow = counting(world);
    const reader = listen(slow.world);

    await threeChanges(world);
    expect(slow.looks()).toBe(1);

    await reader.read();
    expect(await textsIn(reader)).toEqual(["one", "two", "three"]);
  });

  it("tells what happened between two looks as one change", async () => {
    const world = newWorld();
    const reader = listen(world);
    await reader.read();

    for (let count = 0; count < 300; count += 1) say(world, `${count}`);

    expect(await textsIn(reader)).toHaveLength(300);
  });
});
