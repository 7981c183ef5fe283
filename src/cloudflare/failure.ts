import type { Text } from '../text/text.ts';

/**
 * What can go wrong between a request to the API and a typed answer, as a plain value: the store can hold it,
 * and it never carries a credential.
 */
export type FailureKind =
  /** The caller aborted the request (sign-out, a newer refresh, a closed panel). */
  | 'cancelled'
  /** No complete answer within the time limit. */
  | 'timeout'
  /** No HTTP answer at all: name resolution, connection or TLS; see `networkCode`. */
  | 'unreachable'
  /** The API does not accept the credential (HTTP 401, or 400 with an authorization code). */
  | 'unauthenticated'
  /** The credential lacks a permission (HTTP 403). */
  | 'forbidden'
  /** HTTP 404. */
  | 'not-found'
  /** HTTP 429. */
  | 'rate-limited'
  /** HTTP 5xx. */
  | 'server'
  /** Any other refusal: HTTP 4xx, or `success: false` whatever the status. */
  | 'rejected'
  /** An answer that is not JSON. */
  | 'not-json'
  /** JSON that is not the API's envelope, or a result of another shape. */
  | 'unexpected-shape'
  /** An answer over the limit of bytes. */
  | 'too-large';

/** One entry of the envelope's `errors` or `messages`. `pointer` is a JSON pointer into the request. */
export interface ApiNotice {
  readonly code: number | undefined;
  readonly message: Text;
  readonly documentationUrl: Text | undefined;
  readonly pointer: Text | undefined;
  /** `error_chain`: undocumented but common, the more specific causes. */
  readonly chain: readonly ApiNotice[];
}

export interface Failure {
  readonly kind: FailureKind;
  /** Which question failed: HTTP method and path below the base URL. Paths hold ids, never credentials. */
  readonly method: 'GET';
  readonly path: Text;
  readonly status: number | undefined;
  /** Node's or undici's code for a network failure, such as ENOTFOUND or UND_ERR_CONNECT_TIMEOUT. */
  readonly networkCode: Text | undefined;
  readonly errors: readonly ApiNotice[];
  readonly messages: readonly ApiNotice[];
  /** The `cf-ray` header: the request's id, to be quoted to Cloudflare's support. */
  readonly ray: Text | undefined;
  /** `Retry-After`, milliseconds. */
  readonly retryAfter: number | undefined;
  /** For a mismatch of shape or size: what was expected and what came, in English, for the log. */
  readonly detail: Text | undefined;
  readonly cause: unknown;
}

/** The outcome of a question: a typed value or a typed failure. The service layer does not throw. */
export type Result<T> = Success<T> | { readonly ok: false; readonly failure: Failure };

/** A typed value, with what the envelope said beside it: `messages` are not errors. */
export interface Success<T> {
  readonly ok: true;
  readonly value: T;
  readonly messages: readonly ApiNotice[];
}

/**
 * Builds a failure; whatever is not given is undefined or empty.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 */
export function failure(
  kind: FailureKind,
  method: 'GET',
  path: Text,
  rest: Partial<Omit<Failure, 'kind' | 'method' | 'path'>> = {},
): { readonly ok: false; readonly failure: Failure } {
  return {
    ok: false,
    failure: {
      kind,
      method,
      path,
      status: undefined,
      networkCode: undefined,
      errors: [],
      messages: [],
      ray: undefined,
      retryAfter: undefined,
      detail: undefined,
      cause: undefined,
      ...rest,
    },
  };
}
