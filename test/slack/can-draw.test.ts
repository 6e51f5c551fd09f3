import { expect, it } from "vitest";
import { canDraw, drawingTrouble, troubleOf } from "#charts/can-draw.ts";

it("finds that charts can be drawn with the fonts that come with Muster", async () => {
  expect(await canDraw()).toBe(true);
  expect(await drawingTrouble()).toBeNull();
});

it.each([
  ["text is missing", () => Promise.resolve(false), /Put the files of src\/charts\/fonts back/],
  [
    "the renderer is missing",
    () => Promise.reject(new Error("Cannot find native binding")),
    /Run npm ci again.*\(Cannot find native binding\)/,
  ],
])("says what to do where %s", async (_, appears, words) => {
  expect(await troubleOf(appears)).toMatch(words);
});
