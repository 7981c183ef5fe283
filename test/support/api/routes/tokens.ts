import { type Answer, success } from '../answer.ts';
import { INVALID_AUTHORIZATION, invalidHeaders, invalidToken } from '../credentials.ts';
import type { Handler, Route } from '../route.ts';
import type { TokenRecord } from '../world.ts';

const verifyUserToken: Handler = ({ actor: { token } }) => {
  if (!token) {
    return invalidHeaders(INVALID_AUTHORIZATION);
  }
  return token.owner === 'user' ? verified(token) : invalidToken(400);
};

const verifyAccountToken: Handler = ({ actor: { token }, params }) => {
  if (!token) {
    return invalidHeaders(INVALID_AUTHORIZATION);
  }
  const owned = token.owner !== 'user' && token.owner.accountId === params.account;
  return owned ? verified(token) : invalidToken();
};

/** A message, not an error: it comes with `success: true`. */
function verified({ id, status, expiresOn }: TokenRecord): Answer {
  const message = `This API Token is ${status === 'active' ? 'valid and active' : status}`;
  return success({ id, status, expires_on: expiresOn }, { messages: [{ code: 10000, message, type: null }] });
}

export const tokenRoutes: readonly Route[] = [
  { method: 'GET', path: '/user/tokens/verify', handle: verifyUserToken, forInactiveTokens: true },
  {
    method: 'GET',
    path: '/accounts/:account/tokens/verify',
    handle: verifyAccountToken,
    forInactiveTokens: true,
  },
];
