import { z } from "zod";
import { PrometheusError } from "./prometheus-error.ts";

/** What fetch throws when the network fails. */
const NetworkError = z.object({ cause: z.object({ code: z.string() }) });
/** The server's certificate is not what it should be, by the names of OpenSSL and Node. */
const UNTRUSTED = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/;
/** The server does not like ours, or misses it; it may have hung up before we hear that. */
const UNKNOWN_TO_IT = /^ERR_SSL_.*ALERT/;
const HUNG_UP: ReadonlySet<string> = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);
const SHOW_OURS = "it may want a certificate of us that it trusts, by tls.certificate and tls.key";

/** What kept a request from being answered, in words. */
export function asPrometheusError(
  error: unknown,
  { url, timeoutMs }: { readonly url: string; readonly timeoutMs: number },
): PrometheusError {
  if (error instanceof PrometheusError) return error;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new PrometheusError("timeout", `it did not answer within ${timeoutMs} ms`, {
      cause: error,
    });
  }
  const why = NetworkError.safeParse(error).data?.cause.code ?? "the request failed";
  if (UNTRUSTED.test(why)) {
    const words = `its certificate is not trusted (${why}): ${remedyFor(why)}`;
    return new PrometheusError("untrusted", words, { cause: error });
  }
  if (UNKNOWN_TO_IT.test(why)) {
    const words = `it does not let us in (${why}): ${SHOW_OURS}`;
    return new PrometheusError("unauthorized", words, { cause: error });
  }
  const hint = HUNG_UP.has(why) && url.startsWith("https:") ? `: ${SHOW_OURS}` : "";
  return new PrometheusError("unreachable", `it cannot be reached (${why})${hint}`, {
    cause: error,
  });
}

function remedyFor(why: string): string {
  if (why === "CERT_HAS_EXPIRED") return "it needs a new one";
  if (why === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "give the name that stands in it as tls.serverName";
  return "give the certificate of who signed it as tls.ca";
}
