import type { Checked } from '../../src/primaries/checkFiles.ts';
import { opensMore } from '../../src/primaries/fixes.ts';
import { requireProgram } from '../support/dns/programs.ts';
import { runCommand } from '../support/host/command.ts';
import { additionsTo, assertEdits, inserted, SOURCES, TARGETS } from '../support/primaries/edits.ts';
import { nsdProgram } from '../support/primaries/nsd.ts';
import { configuration } from '../support/primaries/nsdConfigurations.ts';
import { assertAgreement } from '../support/primaries/trials.ts';

const CONFIGURATIONS = 220;
const EDITED = 30;

describe('what is said of an nsd.conf', () => {
  it(`is what NSD does, for ${CONFIGURATIONS} configurations`, async () => {
    await assertAgreement(nsdProgram, configuration, CONFIGURATIONS);
  });
});

describe('an edit of an nsd.conf', () => {
  it(`leaves a file that nsd-checkconf takes, and opens nothing else, for ${EDITED} configurations`, async () => {
    await assertEdits({
      program: nsdProgram,
      configuration,
      count: EDITED,
      accepts: (root) => runCommand([requireProgram('nsd-checkconf'), root]),
      editsOf: (before) => {
        const { mentions } = before.evaluation;
        return [
          ...additionsTo(before),
          ...mentions.flatMap(({ beside, role }) =>
            inserted(beside, role === 'transfer' ? SOURCES : TARGETS, (after) => !opensMore(before, after)),
          ),
          ...mentions.slice(-1).map(({ element }) => ({
            edit: { at: element, text: '' },
            isRight: ({ evaluation }: Checked) => evaluation.mentions.length === mentions.length - 1,
          })),
        ];
      },
    });
  });
});
