import {
  isCorrection,
  type PostmortemEvent,
  type PostmortemStage,
  type PostmortemVerdict,
} from "#domain/response/postmortem.ts";
import { actorName, doer, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const REASON_LENGTH = 500;
const NAME_LENGTH = 80;

const STAGE_WORDS: Readonly<Record<PostmortemStage, string>> = {
  none: "took back the postmortem",
  draft: "began the draft of the postmortem",
  "in-review": "asked for a review of the postmortem",
  published: "published the postmortem",
};

/** Whether there will be a postmortem, and how far it has come; what people wrote in it stands there. */
export const POSTMORTEM_WORDS: WordsOf<PostmortemEvent> = {
  "postmortem-judged": ({ verdict, before }, pen) => {
    const said = `${verdictWords(verdict)}: ${pen.text(verdict.reason, REASON_LENGTH)}`;
    if (before === null || !isCorrection({ verdict, before })) return said;
    return `Corrected: ${said} Before: ${verdictWords(before)}: ${pen.text(before.reason, REASON_LENGTH)}`;
  },
  "postmortem-asked": ({ reason }, pen, by) =>
    `${doer(by, pen)} asked for a postmortem${whyWords(reason, pen)}.`,
  "postmortem-waived": ({ reason }, pen, by) =>
    `${doer(by, pen)} decided that there will be no postmortem${whyWords(reason, pen)}.`,
  "postmortem-waiver-withdrawn": ({ reason }, pen, by) =>
    `${doer(by, pen)} took back that there will be no postmortem${whyWords(reason, pen)}.`,
  "postmortem-decision-asked": ({ of }, pen) =>
    `${actorName(of, pen)} was asked whether it needs a postmortem.`,
  "postmortem-stage-changed": ({ from, to }, pen, by) => {
    if (from === "published") return `${doer(by, pen)} took the postmortem back into review.`;
    if (from === "in-review" && to === "draft") {
      return `${doer(by, pen)} made the postmortem a draft again.`;
    }
    return `${doer(by, pen)} ${STAGE_WORDS[to]}.`;
  },
  "postmortem-meeting-set": ({ meetingAt }, pen, by) => {
    if (meetingAt === null) return `${doer(by, pen)} called off the meeting about the postmortem.`;
    return `${doer(by, pen)} set the meeting about the postmortem for ${pen.moment(meetingAt)}.`;
  },
  "postmortem-template-chosen": ({ template }, pen, by) => {
    const which = template === null ? "its usual template" : `the template ${template}`;
    return `${doer(by, pen)} has the postmortem written with ${pen.text(which, NAME_LENGTH)}.`;
  },
  "postmortem-section-written": ({ section, version }, pen, by) => {
    const what = pen.text(section, NAME_LENGTH);
    return `${doer(by, pen)} wrote in the postmortem: ${what}, version ${version}.`;
  },
};

function verdictWords({ kind, isPreliminary }: PostmortemVerdict): string {
  const sofar = isPreliminary ? ", as far as is known" : "";
  switch (kind) {
    case "required":
      return `It needs a postmortem${sofar}`;
    case "not-required":
      return `It needs no postmortem${sofar}`;
    case "undetermined":
      return `Whether it needs a postmortem is not known${isPreliminary ? " yet" : ""}`;
  }
}

function whyWords(reason: string, pen: TimelinePen): string {
  return reason === "" ? "" : `: ${pen.text(reason, REASON_LENGTH)}`;
}
