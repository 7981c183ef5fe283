import * as v from 'valibot';
import { measure } from '../child.ts';
import type { Group } from '../figure.ts';

const told = v.object({
  zones: v.number(),
  acls: v.number(),
  characters: v.number(),
  first: v.number(),
  again: v.number(),
});

/** The check of a large primary configuration, at first and after each key. */
export const primaries: Group = {
  title: 'primaries',
  goals: [
    { name: 'primaries.5k.ms', unit: 'ms', limit: 500 },
    { name: 'primaries.5k.again.ms', unit: 'ms', limit: 50 },
  ],
  async measure() {
    const { zones, acls, characters, first, again } = v.parse(told, await measure('primaries/time.ts'));
    const about = `${zones} zones and ${acls} acls, ${Math.round(characters / 1000)} kB`;
    return {
      'primaries.5k.ms': { value: first, note: `${about}, in a fresh process` },
      'primaries.5k.again.ms': { value: again, note: 'after one more key; the median of 15' },
    };
  },
};
