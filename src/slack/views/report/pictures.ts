import type { types } from "@slack/bolt";
import { message, type Message } from "#slack/words/blocks.ts";
import { outside, plainLine } from "#slack/words/mrkdwn.ts";
import type { ReportImage } from "#store/learning/report-charts.ts";

const LINE_LENGTH = 900;
const ALT_LENGTH = 1900;
const TITLE_LENGTH = 150;

/** The pictures of a report, below it; what they say stands in words as well. */
export function renderPictures(images: readonly ReportImage[], thread: string): Message {
  const words = images.map(({ description }) => outside(description, LINE_LENGTH));
  const blocks = images.map(({ file, title, description }): types.ImageBlock => {
    return {
      type: "image",
      slack_file: { id: file },
      title: { type: "plain_text", text: plainLine(title, TITLE_LENGTH) },
      alt_text: plainLine(description, ALT_LENGTH),
    };
  });
  return { ...message(words.join("\n"), blocks), needsBlocks: true, thread };
}
