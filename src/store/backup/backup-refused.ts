/** Why a file or a database is of no use for what was asked: one line for the operator. */
export class BackupRefused extends Error {
  readonly code = "backup";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BackupRefused";
  }
}
