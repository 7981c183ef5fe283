import { type Answer, refusal, success } from '../answer.ts';
import { pageOf } from '../paging.ts';
import type { Call, Handler, Route } from '../route.ts';
import { type AnyOf, may, onAccount, seesAccount } from '../scope.ts';
import type { World } from '../world.ts';

const READ: AnyOf = ['Account Settings Read', 'Account Settings Write'];

const listAccounts: Handler = ({ world, actor, query }) => {
  if (actor.token && actor.token.owner !== 'user') {
    const message = 'List accounts endpoint does not support account owned tokens';
    return refusal(400, [{ code: 1001, message }]);
  }
  const accounts = may(actor, READ) ? world.accounts.filter(({ id }) => seesAccount(actor, id)) : [];
  return pageOf(accounts, query, ({ id, name }) => ({ id, name, type: 'enterprise', settings: {} }));
};

/** The list and the details of what an account holds: neither has paging. */
function held(name: 'peers' | 'tsigs'): readonly Route[] {
  const path = `/accounts/:account/secondary_dns/${name}`;
  const ofAccount = (world: World, accountId: string) =>
    world[name].filter((entry) => entry.accountId === accountId).map(({ accountId: _, ...entry }) => entry);
  const details = (accountId: string, { world, params }: Call): Answer => {
    const found = ofAccount(world, accountId).find(({ id }) => id === params.entry);
    return found ? success(found) : refusal(404, [{ code: 1000, message: 'not found' }]);
  };
  return [
    {
      method: 'GET',
      path,
      handle: onAccount(READ, ({ id }, { world }) => success(ofAccount(world, id))),
    },
    { method: 'GET', path: `${path}/:entry`, handle: onAccount(READ, ({ id }, call) => details(id, call)) },
  ];
}

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/accounts', handle: listAccounts },
  ...held('peers'),
  ...held('tsigs'),
];
