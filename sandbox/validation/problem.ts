import type { Flaw, Reason } from "./flaw.ts";

/** A refusal: the error code of the call, and what is wrong where. */
export type Problem = {
  readonly code: string;
  readonly message: string;
  /** A JSON pointer that starts with /blocks, /attachments or /view; empty when Slack names no place. */
  readonly pointer: string;
  /** Only blocks.validate tells it. */
  readonly reason?: Reason;
};

/** One entry of `errors` in the answer of blocks.validate. */
type ValidationError = {
  readonly code: Reason["kind"];
  readonly message: string;
  readonly pointer: string;
  readonly field?: string;
  readonly constraint?: {
    readonly type: string;
    readonly expected?: unknown;
    readonly got?: unknown;
  };
};

export function problem(code: string, flaw: Flaw): Problem {
  return { code, ...flaw };
}

/** The line that Slack puts into `errors` and, after "[ERROR] ", into `response_metadata.messages`. */
export function explain({ message, pointer }: Pick<Problem, "message" | "pointer">): string {
  return pointer === "" ? message : `${message} [json-pointer:${pointer}]`;
}

/** The same refusal as blocks.validate tells it. */
export function validationError({ message, pointer, reason }: Problem): ValidationError {
  if (reason === undefined) return { code: "failed_constraint", message, pointer };

  switch (reason.kind) {
    case "missing_field":
      return { code: reason.kind, message, pointer, field: reason.field };
    case "invalid_type":
      return { code: reason.kind, message, pointer };
    case "failed_constraint": {
      const { kind, ...constraint } = reason;
      return { code: kind, message, pointer, constraint };
    }
  }
}
