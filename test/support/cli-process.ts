import { inspect } from "node:util";
import { z } from "zod";

/** A program for tests: performs one command of `muster` after the other as main.ts does, loaded only once. */
const Wish = z.object({
  main: z.string(),
  folder: z.string(),
  args: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
});
type Wish = z.output<typeof Wish>;

const [node = ""] = process.argv;
let runs = 0;

process.on("disconnect", () => process.exit());
process.on("message", (message) => {
  void perform(Wish.parse(message)).then((outcome) => process.send?.(outcome));
});

async function perform({ main, folder, args, environment }: Wish): Promise<object> {
  process.chdir(folder);
  process.env = { ...environment };
  process.argv = [node, main, ...args];
  process.exitCode = undefined;
  const [out, err] = [listen(process.stdout), listen(process.stderr)];
  runs += 1;
  // Another address, so that main.ts itself runs anew; what it imports stays.
  const failure = await import(`${main}?run=${runs}`).then(
    () => null,
    (error: unknown) => inspect(error),
  );
  const told = { out: out.end(), err: err.end() };
  if (failure === null) return { code: exitCode(), ...told };
  return { code: 1, ...told, err: `${told.err}${failure}\n` };
}

function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

/** Takes what is written to the stream. */
function listen(stream: NodeJS.WriteStream): { readonly end: () => string } {
  let text = "";
  stream.write = (piece: string | Uint8Array): boolean => {
    text += piece.toString();
    return true;
  };
  return {
    end: () => {
      Reflect.deleteProperty(stream, "write");
      return text;
    },
  };
}
