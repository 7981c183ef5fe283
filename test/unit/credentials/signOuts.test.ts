import assert from 'node:assert/strict';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tokenIdentity } from '../../../src/credentials/identity.ts';
import { SignOuts } from '../../../src/credentials/signOuts.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/host/temporaryFolder.ts';
import { factsOf } from '../../support/values/identities.ts';

const ME = tokenIdentity('secret', 'me', factsOf('https://api.example', 1));
const YOU = tokenIdentity('secret', 'you', factsOf('https://api.example', 1));

describe('the sign-outs that all windows see', () => {
  let temporary: TemporaryFolder;
  let errors: unknown[];
  let folder: string;
  const signOuts = () => new SignOuts({ folder, now: () => 1000, onError: (error) => errors.push(error) });

  beforeEach(() => {
    temporary = makeTemporaryFolder();
    folder = path.join(temporary.path, 'sign-outs');
    errors = [];
  });
  afterEach(() => temporary.remove());

  it('tell one sign-in that has ended from another, and from a later one of the same identity', async () => {
    await signOuts().add([ME]);
    const hasEnded = await signOuts().read();
    assert.deepEqual([hasEnded(ME), hasEnded(YOU), hasEnded({ ...ME, addedAt: 2 })], [true, false, false]);
  });

  it('are none where the folder is not there', async () => {
    assert.equal((await signOuts().read())(ME), false);
    assert.deepEqual(errors, []);
  });

  it('say what the disk refused, and reject nothing', async () => {
    writeFileSync(folder, 'no folder');
    await signOuts().add([ME]);
    assert.equal(errors.length, 1);
  });

  it('ignore files of other names', async () => {
    await signOuts().add([ME]);
    writeFileSync(path.join(folder, 'readme'), '');
    await signOuts().add([YOU]);
    assert.equal(readdirSync(folder).length, 3);
    chmodSync(folder, 0o700);
    assert.equal((await signOuts().read())(YOU), true);
  });

  it('are heard of in another window until it stops listening', async () => {
    let heard = 0;
    const listening = signOuts().onDidChange(() => {
      heard += 1;
    });
    await eventually(async () => {
      await signOuts().add([ME]);
      assert.ok(heard > 0);
    });
    listening.dispose();
    const before = heard;
    await signOuts().add([YOU]);
    assert.equal(heard, before);
  });
});
