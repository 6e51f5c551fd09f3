/** Why Muster will not work with this database: one line for the operator, without any secret. */
export class DatabaseRefused extends Error {
  readonly code: DatabaseRefusedCode;

  constructor(code: DatabaseRefusedCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DatabaseRefused";
    this.code = code;
  }
}

export type DatabaseRefusedCode =
  | "address"
  | "unreachable"
  | "version"
  | "read_only"
  | "locked"
  | "unusable_folder"
  | "not_durable"
  | "migration";
