import { type Answer, refusal } from './answer.ts';
import type { Actor } from './credentials.ts';
import { isId } from './id.ts';
import type { Call, Handler } from './route.ts';
import type { AccountRecord, Permission, ZoneRecord } from './world.ts';

/** Any of these permissions suffices. */
export type AnyOf = readonly Permission[];

/** Whether an actor has one of some permissions, wherever its scope lies. */
export function may(actor: Actor, anyOf: AnyOf): boolean {
  return anyOf.some((permission) => actor.permissions.has(permission));
}

/** Whether a zone lies in an actor's scope. */
export function seesZone(actor: Actor, zone: ZoneRecord): boolean {
  return seesAccount(actor, zone.accountId) && (actor.zoneIds?.includes(zone.id) ?? true);
}

/** Whether an account lies in an actor's scope. */
export function seesAccount(actor: Actor, accountId: string): boolean {
  return actor.accountIds?.includes(accountId) ?? true;
}

/** A handler for `/zones/{zone}…`: it is asked only of a zone that is there, for an actor that may. */
export function onZone(anyOf: AnyOf, handle: (zone: ZoneRecord, call: Call) => Answer): Handler {
  return (call) => {
    const id = call.params.zone ?? '';
    if (!isId(id)) {
      return noRoute(400, call.path);
    }
    const zone = call.world.zones.find((known) => known.id === id);
    if (!zone) {
      return refusal(400, [{ code: 1001, message: 'Invalid zone identifier' }]);
    }
    if (!seesZone(call.actor, zone)) {
      return OUT_OF_SCOPE;
    }
    return may(call.actor, anyOf) ? handle(zone, call) : NOT_PERMITTED;
  };
}

/** The same for `/accounts/{account}…`. */
export function onAccount(anyOf: AnyOf, handle: (account: AccountRecord, call: Call) => Answer): Handler {
  return (call) => {
    const id = call.params.account ?? '';
    if (!isId(id)) {
      return noRoute(400, call.path);
    }
    const account = call.world.accounts.find((known) => known.id === id);
    if (!account || !seesAccount(call.actor, id)) {
      return OUT_OF_SCOPE;
    }
    return may(call.actor, anyOf) ? handle(account, call) : NOT_PERMITTED;
  };
}

/** The answer to a path that leads nowhere, or with something other than an id where one belongs. */
export function noRoute(status: 400 | 404, path: string): Answer {
  const message = `Could not route to ${path}, perhaps your object identifier is invalid?`;
  return refusal(status, [
    { code: 7003, message },
    { code: 7000, message: 'No route for that URI' },
  ]);
}

const NOT_PERMITTED = refusal(403, [{ code: 10000, message: 'Authentication error' }]);
const OUT_OF_SCOPE = refusal(403, [{ code: 9109, message: 'Unauthorized to access requested resource' }]);
