import { type Answer, refusal, success } from '../answer.ts';
import type { Route } from '../route.ts';
import { type AnyOf, onZone } from '../scope.ts';
import type { ZoneRecord } from '../world.ts';

const WRITE: AnyOf = ['Zone Settings Write', 'Zone Write', 'DNS Write'];
const READ: AnyOf = [...WRITE, 'Zone Settings Read', 'DNS Read'];

function incomingOf({ incoming, override }: ZoneRecord): Answer {
  if (override) {
    return override;
  }
  return incoming === 'missing' ? NO_CONFIG : success(incoming);
}

/** The status is what other tools rely on; nobody recorded the code, so it is one that means something else too. */
const NO_CONFIG = refusal(404, [{ code: 1000, message: 'not found' }]);

function forceAxfr({ incoming, forceAxfr: begin }: ZoneRecord): Answer {
  if (incoming === 'missing') {
    return NO_CONFIG;
  }
  begin?.();
  return success('OK');
}

export const incomingRoutes: readonly Route[] = [
  { method: 'GET', path: '/zones/:zone/secondary_dns/incoming', handle: onZone(READ, incomingOf) },
  {
    method: 'POST',
    path: '/zones/:zone/secondary_dns/force_axfr',
    handle: onZone(WRITE, forceAxfr),
  },
];
