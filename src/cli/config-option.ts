import { Option } from "commander";

const DEFAULT = "./muster.yaml";

/** Every command that reads the configuration finds it in the same way. */
export function configOption(): Option {
  return new Option("-c, --config <file>", "the configuration file")
    .env("MUSTER_CONFIG")
    .argParser((path) => (path.trim() === "" ? DEFAULT : path))
    .default(DEFAULT);
}
