import { setTimeout as pause } from 'node:timers/promises';
import { LAB_SERIAL, type Lab, startLab } from './lab.ts';

/** What happens to the lab's zones while somebody looks on, by name. */
export const STORY = {
  'steady.lab.example': 'in step with both of its primaries',
  'moving.lab.example': 'falls behind, and catches up 20 seconds later, every 40 seconds',
  'split.lab.example': 'one primary has a newer serial than the other',
  'rewound.lab.example': 'the serial of its primaries went back',
} as const satisfies Readonly<Record<string, string>>;

const MOVING: keyof typeof STORY = 'moving.lab.example';
const SPLIT: keyof typeof STORY = 'split.lab.example';
const REWOUND: keyof typeof STORY = 'rewound.lab.example';

/** Milliseconds from a serial to its NOTIFY, and from there to the next serial. */
const STEP = 20_000;

/** Starts the lab with the zones of the story, each as it stands at the beginning. */
export async function startStory(): Promise<Lab> {
  const lab = await startLab(Object.keys(STORY));
  await lab.nsd.setSerial(SPLIT, LAB_SERIAL + 1, { notify: false });
  for (const primary of [lab.knot, lab.nsd]) {
    await primary.setSerial(REWOUND, LAB_SERIAL - 7, { notify: false });
  }
  return lab;
}

/** Raises the serial of one zone again and again, and sends its NOTIFY late. Ends with this process. */
export async function tellStory({ knot, nsd }: Lab): Promise<never> {
  for (let serial = LAB_SERIAL + 1; ; serial++) {
    await pause(STEP);
    for (const primary of [knot, nsd]) await primary.setSerial(MOVING, serial, { notify: false });
    await pause(STEP);
    for (const primary of [knot, nsd]) await primary.notify(MOVING);
  }
}
