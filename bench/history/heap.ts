import {
  appendObservation,
  type History,
  MAX_OBSERVATIONS,
  observations,
} from '../../src/storage/history.ts';

/** Prints how many megabytes of heap the full histories of 10,000 zones take. */
const ZONES = 10_000;
const START = Date.parse('2026-01-01T00:00:00Z');

function full(zone: number): History {
  let history: History = [];
  for (let index = 0; index < MAX_OBSERVATIONS; index++) {
    const at = START + index * 3_600_000 + zone;
    history = appendObservation(history, {
      at,
      serial: 2_026_010_100 + index,
      checkedAt: at - 60_000,
      state: 'in-order',
    });
  }
  return history;
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const histories = new Map<string, History>();
full(0);
const before = heap();
for (let zone = 0; zone < ZONES; zone++) {
  histories.set(`zone ${zone}`, full(zone));
}
const megabytes = (heap() - before) / 1e6;
const seen = Math.min(...Array.from(histories.values(), (history) => observations(history).length));
console.log(JSON.stringify({ megabytes, zones: histories.size, observations: seen }));
