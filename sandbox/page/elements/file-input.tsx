import type { VNode } from "preact";
import { type ElementProps, naming } from "./setting.ts";

/** The sandbox takes files from apps only, so the input is shown but cannot be used. */
export function FileInput({ setting }: ElementProps): VNode {
  return (
    <span class="file-input">
      <input type="file" disabled {...naming(setting, "File")} />
      <span class="file-input-note">The sandbox takes no files from people.</span>
    </span>
  );
}
