/** An HTTP answer before it is sent. */
export interface Answer {
  readonly status: number;
  /** A list repeats its header. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

/** One entry of the envelope's `errors` or `messages`. */
export interface Notice {
  readonly code: number;
  readonly message: string;
  readonly type?: null;
  readonly error_chain?: readonly Notice[];
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** The envelope of a question that was answered. `rest` is put beside the result: `messages`, `result_info`. */
export function success(
  result: unknown,
  rest: { readonly messages?: readonly Notice[]; readonly result_info?: object } = {},
): Answer {
  const envelope = { result, success: true, errors: [], messages: [], ...rest };
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(envelope) };
}

/** The envelope of a question that was refused. */
export function refusal(
  status: number,
  errors: readonly Notice[],
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = JSON.stringify({ result: null, success: false, errors, messages: [] });
  return { status, headers: { ...JSON_HEADERS, ...headers }, body };
}

/** An HTML page, as an outage or a proxy in between answers. */
export function htmlPage(status: number, title: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  };
}
