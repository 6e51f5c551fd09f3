type Look = {
  /** What the person has read, as the workspace knows it; absent when they never read anything here. */
  readonly read: string | undefined;
  readonly newest: string;
  /** The newest message is in sight, in the window that has the focus. */
  readonly isSeen: boolean;
};

/** Where "New" stands in an open conversation: after the ts `mark`. */
export type NewMark = Look & { readonly mark: string };

/** It stays where reading stopped; what comes while the person looks on is not new to them. */
export function markAfter(before: NewMark | null, look: Look): NewMark {
  const { read, newest, isSeen } = look;
  if (before === null) return { ...look, mark: read ?? newest };
  const isUnreadAgain = read !== undefined && before.read !== undefined && read < before.read;
  if (isUnreadAgain) return { ...look, mark: read };
  const wasNothingNew = before.mark >= before.newest;
  return { ...look, mark: wasNothingNew && isSeen ? newest : before.mark };
}
