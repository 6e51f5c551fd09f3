import type { FunctionComponent, VNode } from "preact";
import { NotDrawn } from "#sandbox/page/blocks/not-drawn.tsx";
import { Button } from "./button.tsx";
import { ChoiceGroup } from "./choice-group.tsx";
import { FeedbackButtons } from "./feedback-buttons.tsx";
import { FileInput } from "./file-input.tsx";
import { IconButton } from "./icon-button.tsx";
import { Overflow } from "./overflow.tsx";
import { Picker } from "./picker.tsx";
import { ExternalSelect, LocalSelect } from "./select.tsx";
import type { ElementProps } from "./setting.ts";
import { typeOf } from "./state.ts";
import { RichTextInput, TextInput } from "./text-input.tsx";

const ELEMENTS: Readonly<Record<string, FunctionComponent<ElementProps>>> = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  static_select: LocalSelect,
  multi_static_select: LocalSelect,
  external_select: ExternalSelect,
  multi_external_select: ExternalSelect,
  users_select: LocalSelect,
  multi_users_select: LocalSelect,
  conversations_select: LocalSelect,
  multi_conversations_select: LocalSelect,
  channels_select: LocalSelect,
  multi_channels_select: LocalSelect,
  datepicker: Picker,
  timepicker: Picker,
  datetimepicker: Picker,
  checkboxes: ChoiceGroup,
  radio_buttons: ChoiceGroup,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  rich_text_input: RichTextInput,
  file_input: FileInput,
  icon_button: IconButton,
  feedback_buttons: FeedbackButtons,
};

/** Something to press, choose or fill in. */
export function Element({ element, setting }: ElementProps): VNode {
  const type = typeOf(element);
  const Drawn = Object.hasOwn(ELEMENTS, type) ? ELEMENTS[type] : undefined;
  if (Drawn === undefined) return <NotDrawn type={type} json={element} />;
  return <Drawn element={element} setting={setting} />;
}
