import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, refusal } from './answer.ts';
import { authenticate, invalidToken } from './credentials.ts';
import { belowBase, matchPath } from './route.ts';
import { accountRoutes } from './routes/accounts.ts';
import { incomingRoutes } from './routes/incoming.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { zoneRoutes } from './routes/zones.ts';
import { noRoute } from './scope.ts';
import type { World } from './world.ts';

const ROUTES = [...zoneRoutes, ...incomingRoutes, ...accountRoutes, ...tokenRoutes];

/** A request as it came. */
export interface Question {
  readonly method: string;
  /** With the base path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the API answers, as a pure function of the question and of what it knows. */
export function answerTo({ method, path, query, headers, body }: Question, world: World): Answer {
  const inner = belowBase(path) ?? '';
  const matching = ROUTES.flatMap((route) => {
    const params = matchPath(route.path, inner);
    return params ? [{ route, params }] : [];
  });
  if (matching.length === 0) {
    return noRoute(404, path);
  }
  const found = matching.find(({ route }) => route.method === method);
  if (!found) {
    const allow = matching.map(({ route }) => route.method).join(', ');
    return refusal(405, [{ code: 10405, message: 'Method not allowed' }], { allow });
  }
  const sender = authenticate(headers, world);
  if ('refused' in sender) {
    return sender.refused;
  }
  const { actor } = sender;
  if (actor.token && actor.token.status !== 'active' && !found.route.forInactiveTokens) {
    return invalidToken();
  }
  if (body && !isJson(body)) {
    return refusal(400, [{ code: 6007, message: 'Malformed JSON in request body' }]);
  }
  return found.route.handle({ world, actor, path, params: found.params, query });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
