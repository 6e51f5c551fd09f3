import { readFile } from "node:fs/promises";
import { endLine, fireLine } from "./alertmanager/curl.ts";
import { StoryStuck, tellStory } from "./narration/tell-story.ts";
import { errorBudget } from "./scenes/error-budget.ts";
import { type Stage, startStage } from "./stage.ts";

export type Options = { readonly fire?: true; readonly exit?: true };

/** Starts the demo and plays it until it is told to end; answers the exit code. Throws Refusal. */
export async function perform(options: Options, ending: AbortSignal): Promise<number> {
  const stage = await startStage(process.env, {
    onPage: (address) => console.log(`Open ${address} in a browser.\nStarting Muster …`),
  });
  try {
    return ending.aborted ? 0 : await play(stage, options, ending);
  } finally {
    await stage.stop();
    console.log("Stopped; nothing is left behind.");
  }
}

async function play(stage: Stage, { fire, exit }: Options, ending: AbortSignal): Promise<number> {
  introduce(stage);
  await stage.page().catch(blame);
  console.log(`Ready: open ${stage.slackUrl}; the tour beside the chat says what to press.`);
  const told = fire === undefined || (await tell(stage, ending));
  if (exit) return told ? 0 : 1;
  if (!ending.aborted) console.log("Ctrl-C ends the demo and removes all that it wrote.");
  await untilAborted(ending);
  return 0;
}

function introduce(stage: Stage): void {
  const { slackUrl, botUrl, logFile, startedAt } = stage;
  console.log(`
Workspace   ${slackUrl} (on this machine, not Slack)
  messages  ${slackUrl}/_control/state
Muster      ${botUrl}
  runbooks  ${botUrl}/runbooks
  log       ${logFile}

Fire the sample alert:
${fireLine(stage, errorBudget)}

End it again:
${endLine(stage, errorBudget, startedAt)}
`);
}

/** Everything but the page works without it. */
function blame(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

/** False when the story stuck, which the log explains better than we can. */
async function tell(stage: Stage, ending: AbortSignal): Promise<boolean> {
  try {
    await tellStory(stage, ending);
    return true;
  } catch (error) {
    if (ending.aborted) return true;
    if (!(error instanceof StoryStuck)) throw error;
    console.error(`${error.message} The log says:\n${await readFile(stage.logFile, "utf8")}`);
    return false;
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener("abort", resolve, { once: true });
  });
}
