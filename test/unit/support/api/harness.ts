import { type Api, type ApiOptions, startApi } from '../../../support/api/server.ts';
import { DEMO_CREDENTIALS, demoWorld, type World } from '../../../support/api/world.ts';

export const NOW = Date.parse('2025-06-01T12:00:00Z');

/** An answer as a client sees it. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Envelope;
}

export interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { code: number; message: string; error_chain?: { code: number }[] }[];
  readonly messages: readonly unknown[];
  readonly result_info?: Readonly<Record<string, number>>;
}

/** An API that is started before and closed after each test of a suite. */
export function apiForEachTest(options?: ApiOptions, world: () => World = () => demoWorld(NOW)): () => Api {
  let api: Api | undefined;
  beforeEach(async () => {
    api = await startApi(world(), options);
  });
  afterEach(() => api?.close());
  return () => {
    if (!api) {
      throw new Error('No test is running');
    }
    return api;
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Asks the API; with the token that reads everything unless told. */
export async function ask(
  api: Api,
  path: string,
  headers: Readonly<Record<string, string>> = bearer(DEMO_CREDENTIALS.full),
  init: RequestInit = {},
): Promise<Seen> {
  const response = await fetch(api.url + path, { headers, redirect: 'manual', ...init });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json(): Envelope {
      return JSON.parse(text);
    },
  };
}

/** Status and codes of an answer: `200`, or `403 10000`; a chain follows its error. */
export function verdict({ status, json }: Seen): string {
  const codes = json.errors.flatMap(({ code, error_chain = [] }) => [
    code,
    ...error_chain.map((e) => e.code),
  ]);
  return [status, ...codes].join(' ');
}

export function zoneNamed(world: World, name: string) {
  const zone = world.zones.find((known) => known.name === name);
  if (!zone) {
    throw new Error(`The world has no zone ${name}`);
  }
  return zone;
}

export function incomingPath(world: World, name: string): string {
  return `/zones/${zoneNamed(world, name).id}/secondary_dns/incoming`;
}
