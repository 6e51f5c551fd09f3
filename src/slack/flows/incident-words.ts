import { ACTION_OF } from "#domain/permission/action-of.ts";
import { declareWord, drillWord } from "#slack/flows/incident/declare-word.ts";
import { runTyped } from "#slack/flows/incident/find-meant.ts";
import { helpOn } from "#slack/flows/incident/help.ts";
import type { Word } from "#slack/flows/incident/word.ts";
import { listWord } from "#slack/flows/list/list.ts";
import { postmortemsWord } from "#slack/flows/postmortem/list.ts";
import { todoWord } from "#slack/flows/task/my-tasks.ts";
import { ACTS } from "./acts.ts";

const ACT_WORDS = Object.values(ACTS).map((act): Word => {
  return {
    words: [act.name, ...act.aliases],
    usage: act.usage,
    action: act.typed === undefined ? null : ACTION_OF[act.name],
    group: act.group,
    run: act.typed ?? ((desk, call) => runTyped(desk, call, act)),
  };
});

const WORDS: readonly Word[] = [
  declareWord,
  drillWord,
  ...ACT_WORDS,
  listWord,
  todoWord,
  postmortemsWord,
];

/** Every word of the command, in the order in which the help lists them. */
export const INCIDENT_WORDS: readonly Word[] = [...WORDS, helpOn(WORDS)];
