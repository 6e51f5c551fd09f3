import type { ComponentChildren, VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { asJson, asRecords } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import {
  type BlockAction,
  type FormValues,
  type Surface,
  SurfaceProvider,
} from "#sandbox/page/blocks/surface.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { valuesFor } from "#sandbox/page/views/form.ts";

type Props = {
  readonly channel: string;
  readonly message: Message;
  readonly children: ComponentChildren;
};

type Address = { readonly channel: string; readonly ts: string };

/** What is pressed or chosen in a message goes to the app at once, with what was filled in beside it. */
export function MessageSurface({ channel, message, children }: Props): VNode {
  const { ts } = message;
  const [values, setValues] = useState<FormValues>({});
  const surface = useMemo((): Surface => {
    const address = { channel, ts };
    return {
      kind: "message",
      values,
      errors: {},
      act: (action) => press(address, action, valuesIn(message, values)),
      fill: (block, action, value) =>
        setValues((before) => ({ ...before, [block]: { ...before[block], [action]: value } })),
      suggest: async (action, typed) => {
        const answer = await act("suggest", { ...address, ...action, value: typed });
        return asJson(answer["ack"]);
      },
    };
  }, [channel, message, values]);
  return <SurfaceProvider value={surface}>{children}</SurfaceProvider>;
}

/** What the message holds now: the app may have changed it since something was filled in. */
function valuesIn(message: Message, filled: FormValues): FormValues {
  const attached = asRecords(message["attachments"]).flatMap(({ blocks }) => asRecords(blocks));
  return valuesFor({ blocks: [...asRecords(message["blocks"]), ...attached] }, filled);
}

async function press(
  address: Address,
  { choice = {}, ...action }: BlockAction,
  values: FormValues,
): Promise<void> {
  try {
    await act("click", { ...address, ...action, ...choice, values });
  } catch (error) {
    tellFailure(error);
  }
}
