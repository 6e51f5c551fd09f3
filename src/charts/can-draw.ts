import { textAppears } from "./render.ts";

let asked: Promise<string | null> | null = null;

/** Whether charts can be drawn here; where they cannot, the same is said in words. */
export async function canDraw(): Promise<boolean> {
  return (await drawingTrouble()) === null;
}

/** Why no charts can be drawn, in words that say what to do; null when they can. It stays so while the program runs, so it is tried once. */
export async function drawingTrouble(): Promise<string | null> {
  asked ??= troubleOf(textAppears);
  return await asked;
}

/** The same for any way to try it. */
export async function troubleOf(appears: () => Promise<boolean>): Promise<string | null> {
  try {
    return (await appears()) ? null : NO_TEXT;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `${NO_RENDERER} (${words})`;
  }
}

const NO_TEXT =
  "Text does not appear in images. Put the files of src/charts/fonts back as they came with Muster";
const NO_RENDERER =
  "Images cannot be made. Run npm ci again, with optional dependencies and for this machine's platform";
