import { z } from "zod";

const TIMEOUT_MS = 10_000;
const NetworkError = z.object({ cause: z.object({ code: z.string() }) });

/** Pings a dead man's switch. The address is a secret, so that no error has it. */
export async function pingSwitch(address: string | null, signal: AbortSignal): Promise<void> {
  const url = address === null ? null : URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error("its address is not set, or is none of http or https");
  }
  const { status } = await ask(url, signal);
  if (status >= 300 && status < 400) {
    throw new Error(`it redirects (${status}); set the address that it redirects to`);
  }
  if (status < 200 || status >= 300) throw new Error(`it answered ${status}`);
}

async function ask(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(url, {
      headers: { "User-Agent": "Muster" },
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response;
  } catch (error) {
    if (error instanceof DOMException) {
      throw new Error("it did not answer in time", { cause: error });
    }
    const code = NetworkError.safeParse(error).data?.cause.code ?? "the request failed";
    throw new Error(`it cannot be reached (${code})`, { cause: error });
  }
}
