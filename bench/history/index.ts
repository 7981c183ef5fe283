import * as v from 'valibot';
import { measure } from '../child.ts';
import type { Group } from '../figure.ts';

const told = v.object({ megabytes: v.number(), zones: v.number(), observations: v.number() });

/** The heap that the stories of zones take. */
export const history: Group = {
  title: 'history',
  goals: [{ name: 'history.10k.mb', unit: 'MB', limit: 20 }],
  async measure() {
    const { megabytes, zones, observations } = v.parse(told, await measure('history/heap.ts'));
    return {
      'history.10k.mb': { value: megabytes, note: `${zones} zones with ${observations} observations each` },
    };
  },
};
