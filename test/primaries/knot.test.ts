import type { Checked } from '../../src/primaries/checkFiles.ts';
import { opensMore } from '../../src/primaries/fixes.ts';
import type { Span } from '../../src/primaries/span.ts';
import { requireProgram } from '../support/dns/programs.ts';
import { runCommand } from '../support/host/command.ts';
import { additionsTo, assertEdits, inserted, SOURCES, TARGETS } from '../support/primaries/edits.ts';
import { knotProgram } from '../support/primaries/knot.ts';
import { configuration } from '../support/primaries/knotConfigurations.ts';
import { assertAgreement } from '../support/primaries/trials.ts';

const CONFIGURATIONS = 220;
const EDITED = 25;

describe('what is said of a knot.conf', () => {
  it(`is what Knot does, for ${CONFIGURATIONS} configurations`, async () => {
    await assertAgreement(knotProgram, configuration, CONFIGURATIONS);
  });
});

describe('an edit of a knot.conf', () => {
  it(`leaves a file that knotc takes, and opens nothing else, for ${EDITED} configurations`, async () => {
    await assertEdits({
      program: knotProgram,
      configuration,
      count: EDITED,
      accepts: (root) => runCommand([requireProgram('knotc'), '-c', root, 'conf-check']),
      editsOf: (before) => {
        const { mentions } = before.evaluation;
        return [
          ...additionsTo(before),
          // A remote that is notified may be one that may transfer: what is beside its address may then, too.
          ...mentions.flatMap(({ beside, role }) =>
            role === 'transfer'
              ? inserted(beside, SOURCES, (after) => !opensMore(before, after))
              : inserted(beside, TARGETS, () => true),
          ),
          // The last address alone cannot go: what is left is none of Knot's.
          ...mentions
            .filter(({ element }) => /[,\n]/.test(textAt(before, element)))
            .map(({ element }) => ({
              edit: { at: element, text: '' },
              isRight: ({ evaluation }: Checked) => evaluation.mentions.length < mentions.length,
            })),
        ];
      },
    });
  });
});

function textAt({ texts }: Checked, { file, start, end }: Span): string {
  return texts.get(file)?.slice(start, end) ?? '';
}
