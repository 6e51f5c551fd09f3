import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";

type Given = {
  readonly channel: string;
  readonly ts: string;
  readonly name: string;
  readonly remove?: boolean;
};

export function react(given: Given): void {
  act("react", given).catch(tellFailure);
}
