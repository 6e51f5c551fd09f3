import type { Json } from "#sandbox/json.ts";

/** Where an element stands, and what names and describes it. */
export type Setting = {
  readonly blockId: string;
  /** Whether a choice goes to the app at once; in an input block it is only kept, as a rule. */
  readonly acts: boolean;
  /** The DOM id that a label points at. */
  readonly id?: string | undefined;
  readonly labelledBy?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean | undefined;
  readonly isRequired?: boolean | undefined;
};

export type ElementProps = { readonly element: Json; readonly setting: Setting };

type Naming = {
  readonly id?: string | undefined;
  readonly "aria-labelledby"?: string | undefined;
  readonly "aria-label"?: string | undefined;
  readonly "aria-describedby"?: string | undefined;
};

type Checking = {
  readonly "aria-invalid"?: true | undefined;
  readonly "aria-required"?: true | undefined;
};

/** The attributes that name a control: its label, else what stands in for one. */
export function naming(setting: Setting, otherwise: string): Naming {
  const { id, labelledBy, describedBy } = setting;
  return {
    id,
    ...(labelledBy === undefined ? { "aria-label": otherwise } : { "aria-labelledby": labelledBy }),
    "aria-describedby": describedBy === "" ? undefined : describedBy,
  };
}

export function checking({ isInvalid, isRequired }: Setting): Checking {
  return {
    "aria-invalid": isInvalid === true ? true : undefined,
    "aria-required": isRequired === true ? true : undefined,
  };
}
