import { isWaiting } from "#domain/reach.ts";
import { SLACK, type WayForm } from "#domain/way.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, header, message, section, type Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { Attempt } from "#store/page/attempts.ts";
import type { TestPage } from "#store/page/test-pages.ts";

const TITLE = "This is a test page. Nothing is wrong.";

/** What came of a test page so far, for whoever sent it to themselves. */
export function renderTestPage(
  test: TestPage,
  attempts: readonly Attempt[],
  ways: readonly WayForm[],
): Message {
  const lines = attempts.map((attempt) => `• ${wayWords(attempt, ways)}`);
  const end = endWords(test, attempts);
  return message([TITLE, end, ...lines].join("\n"), [
    header(TITLE),
    section(...lines, "", end),
    ...actions(
      "test",
      test.confirmedAt === null
        ? [button(ACTIONS.confirmTest, "I got it", String(test.id), { style: "primary" })]
        : [],
    ),
  ]);
}

function wayWords({ way, state, error }: Attempt, ways: readonly WayForm[]): string {
  const label = way === SLACK ? "Slack" : (ways.find(({ kind }) => kind === way)?.label ?? way);
  const reason = error === null ? "" : `: ${outside(error, 200)}`;
  if (way === SLACK) return `${label}: arrived, you are reading it`;
  switch (state) {
    case "pending":
      return error === null ? `${label}: on its way` : `${label}: is tried again${reason}`;
    case "sending":
      return `${label}: on its way`;
    case "sent":
      return `${label}: handed over; confirm it there to be sure that it arrives`;
    case "failed":
      return `:x: ${label}: failed${reason}`;
    case "skipped":
    case "dropped":
      return `${label}: not tried${reason}`;
  }
}

function endWords(test: TestPage, attempts: readonly Attempt[]): string {
  if (test.confirmedVia !== null) {
    return `:white_check_mark: Test received by ${outside(test.confirmedVia, 40)}.`;
  }
  const others = attempts.filter(({ way }) => way !== SLACK);
  if (others.length === 0)
    return "Slack is all there is to reach you by. Add another way in App Home.";
  return others.some(({ state }) => isWaiting(state))
    ? "The other ways are being tried."
    : "Confirm it by the way that you would wake from.";
}
