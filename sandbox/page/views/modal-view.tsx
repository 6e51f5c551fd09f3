import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asRecords, isJson } from "#sandbox/json.ts";
import type { View } from "#sandbox/live/wire.ts";
import { Blocks } from "#sandbox/page/blocks/blocks.tsx";
import { SurfaceProvider } from "#sandbox/page/blocks/surface.ts";
import { act } from "#sandbox/page/live/control.ts";
import { isOpen } from "./closing.ts";
import { settle, valuesOf } from "./drafts.ts";
import { focusFirstError, focusStart, hasFocus } from "./focus.ts";
import { ModalFoot } from "./modal-foot.tsx";
import { ModalHead } from "./modal-head.tsx";
import { NO_PROBLEMS, type Problems, forgiven, problemsIn, problemsOf } from "./submission.ts";
import { viewSurface } from "./view-surface.ts";

type Props = {
  readonly view: View;
  readonly depth: number;
  readonly problems: Problems;
  readonly onProblems: (problems: Problems) => void;
  readonly onBack: () => void;
  readonly onCloseAll: () => void;
};

/** One view of the stack, the visible one. */
export function ModalView(props: Props): VNode {
  const { view, depth, problems, onProblems, onBack, onCloseAll } = props;
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [answers, setAnswers] = useState(0);
  useEffect(() => onProblems(NO_PROBLEMS), [view.id]);
  useEffect(() => {
    settle(view);
    if (!hasFocus(form.current)) focusStart(form.current);
  }, [view.hash]);
  useEffect(() => focusFirstError(form.current, problems.errors), [answers]);

  async function submit(): Promise<void> {
    if (busy || !isJson(view["submit"]) || view["submit_disabled"] === true) return;
    setBusy(true);
    const found = await submitted(view);
    setBusy(false);
    onProblems(found);
    setAnswers((count) => count + 1);
  }

  const surface = viewSurface(view, {
    errors: problems.errors,
    filled: (blockId) => onProblems(forgiven(problems, blockId)),
    failed: (error) => onProblems(isOpen(view) ? problemsOf(error) : NO_PROBLEMS),
  });
  return (
    <form
      ref={form}
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) void submit();
      }}
    >
      <ModalHead view={view} pushed={depth > 1} onBack={onBack} onClose={onCloseAll} />
      <div class="modal-body">
        <SurfaceProvider value={surface}>
          <Blocks blocks={asRecords(view["blocks"])} />
        </SurfaceProvider>
      </div>
      <ModalFoot view={view} problems={problems} busy={busy} onClose={onBack} />
    </form>
  );
}

/** A view that went away in between has nothing left to complain of. */
async function submitted(view: View): Promise<Problems> {
  try {
    return problemsIn(await act("submit", { view_id: view.id, values: valuesOf(view) }));
  } catch (error) {
    return isOpen(view) ? problemsOf(error) : NO_PROBLEMS;
  }
}
