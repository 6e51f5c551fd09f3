/** Why a value is refused, in the words and fields of Slack's validator. */
export type Reason =
  | { readonly kind: "missing_field"; readonly field: string }
  | { readonly kind: "invalid_type" }
  | {
      readonly kind: "failed_constraint";
      readonly type: string;
      readonly expected?: unknown;
      readonly got?: unknown;
    };

export type Flaw = {
  readonly message: string;
  /** Empty when Slack names no place. */
  readonly pointer: string;
  readonly reason: Reason;
};

export function missingField(pointer: string, field: string): Flaw {
  return {
    message: `missing required field: ${field}`,
    pointer,
    reason: { kind: "missing_field", field },
  };
}

export function wrongType(pointer: string, message: string): Flaw {
  return { message, pointer, reason: { kind: "invalid_type" } };
}

export function failed(
  pointer: string,
  message: string,
  type: string,
  detail: { readonly expected?: unknown; readonly got?: unknown } = {},
): Flaw {
  return { message, pointer, reason: { kind: "failed_constraint", type, ...detail } };
}

export function tooManyItems(pointer: string, max: number, got: number): Flaw {
  const message = `no more than ${max} items allowed`;
  return failed(pointer, message, "max_items", { expected: max, got });
}

export function tooFewItems(pointer: string, min: number, got: number): Flaw {
  const message = `must provide at least ${min} items`;
  return failed(pointer, message, "min_items", { expected: min, got });
}

export function unsupportedType(pointer: string, expected: readonly string[], got: string): Flaw {
  return failed(pointer, `unsupported type: ${got}`, "enum", { expected, got });
}

export function notInEnum(pointer: string, expected: readonly string[], got: string): Flaw {
  return failed(pointer, "must be a valid enum value", "enum", { expected, got });
}
