import type { JudgedZone } from '../primaries/judge.ts';
import { judgedOnce } from '../primaries/mergeViews.ts';
import { cleanText } from '../text/text.ts';
import type { PrimaryStatement } from '../zones/zone.ts';
import type { Configuration } from './configurations.ts';
import { locationOf, placeText } from './places.ts';

/** The best answer first: a primary needs to be reached over one family alone. */
const BEST_FIRST: readonly PrimaryStatement['answer'][] = [
  'allowed',
  'allowed-with-key',
  'partly',
  'cannot-tell',
  'only-old',
  'refused',
];

/**
 * What configurations say of each of some zones, by its name; of several, the first that was read.
 * Specified in test/extension/configurations.test.ts.
 */
export function statementsOf(
  configurations: readonly Configuration[],
  names: ReadonlySet<string>,
): ReadonlyMap<string, PrimaryStatement> {
  const statements = new Map<string, PrimaryStatement>();
  for (const { checked } of configurations) {
    for (const judged of judgedOnce(checked.zones)) {
      const { name } = judged.zone;
      if (names.has(name) && !statements.has(name)) statements.set(name, statementOf(judged, checked.texts));
    }
  }
  return statements;
}

function statementOf({ zone, transfer }: JudgedZone, texts: ReadonlyMap<string, string>): PrimaryStatement {
  const at = zone.transfer.at ?? zone.at;
  const { uri, range } = locationOf(texts, at);
  const key = transfer.sources.find((source) => source.key !== undefined)?.key;
  return {
    uri: uri.toString(),
    line: range.start.line,
    place: cleanText(placeText(texts, at)),
    answer:
      BEST_FIRST.find((answer) => answer === transfer.ipv4 || answer === transfer.ipv6) ?? 'cannot-tell',
    key: key === undefined ? undefined : cleanText(key),
  };
}
