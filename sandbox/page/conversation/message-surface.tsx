import type { ComponentChildren, VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { asJson } from "#sandbox/json.ts";
import {
  type BlockAction,
  type FormValues,
  type Surface,
  SurfaceProvider,
} from "#sandbox/page/blocks/surface.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";

type Props = {
  readonly channel: string;
  readonly ts: string;
  readonly children: ComponentChildren;
};

type Address = { readonly channel: string; readonly ts: string };

/** What is pressed or chosen in a message goes to the app at once. */
export function MessageSurface({ channel, ts, children }: Props): VNode {
  const [values, setValues] = useState<FormValues>({});
  const surface = useMemo((): Surface => {
    const address = { channel, ts };
    return {
      kind: "message",
      values,
      errors: {},
      act: (action) => press(address, action),
      fill: (block, action, value) =>
        setValues((before) => ({ ...before, [block]: { ...before[block], [action]: value } })),
      suggest: async (action, typed) => {
        const answer = await act("suggest", { ...address, ...action, value: typed });
        return asJson(answer["ack"]);
      },
    };
  }, [channel, ts, values]);
  return <SurfaceProvider value={surface}>{children}</SurfaceProvider>;
}

async function press(address: Address, { choice = {}, ...action }: BlockAction): Promise<void> {
  try {
    await act("click", { ...address, ...action, ...choice });
  } catch (error) {
    tellFailure(error);
  }
}
