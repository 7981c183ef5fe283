import type { Answer } from './answer.ts';
import type { Actor } from './credentials.ts';
import type { World } from './world.ts';

/** What every path of the API starts with. */
export const BASE_PATH = '/client/v4';

/** A question to the API, with whoever asks it. */
export interface Call {
  readonly world: World;
  readonly actor: Actor;
  /** With the base path. */
  readonly path: string;
  /** The parts of the path that a route names with a colon. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
}

export type Handler = (call: Call) => Answer;

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, such as `/zones/:zone`. */
  readonly path: string;
  readonly handle: Handler;
  /** A token that is disabled or expired may ask too: what it is told is just that. */
  readonly forInactiveTokens?: true;
}

/** A path without the base path; undefined when it lies elsewhere. */
export function belowBase(path: string): string | undefined {
  return path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length) : undefined;
}

/** The named parts of a path, when a route's path fits it. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (part.startsWith(':') && actual) {
      params[part.slice(1)] = actual;
    } else if (part !== actual) {
      return undefined;
    }
  }
  return params;
}
