import assert from 'node:assert/strict';
import { checkText } from '../../../support/primaries/checked.ts';
import { answersOf, LAUNCH } from '../../../support/primaries/pdnsAnswers.ts';

const [FIRST, SECOND, THIRD] = ['172.65.30.82', '172.65.50.145', '2606:4700:60:0:317:26ee:3bdf:5774'];

function zones(text: string): { readonly files: Readonly<Record<string, string>> } {
  return { files: { '/etc/dns/named.conf': text } };
}

async function told(
  text: string,
  options: Parameters<typeof answersOf>[1] = {},
): Promise<readonly unknown[]> {
  const { notify } = await answersOf(text, options);
  return [FIRST, SECOND, THIRD].map((target) => notify[target ?? '']);
}

describe('PowerDNS sends NOTIFY', () => {
  it('to no one unless it is a primary', async () => {
    assert.deepEqual(await told(`${LAUNCH}also-notify=${FIRST}`), [false, false, false]);
  });

  for (const line of ['primary=yes', 'master', 'primary=no\nmaster=yes', 'master=no\nprimary=on']) {
    it(`to those of also-notify with ${line.replace('\n', ' and ')}`, async () => {
      const text = `${LAUNCH}${line}\nalso-notify=${FIRST}, [${THIRD}]:53`;
      assert.deepEqual(await told(text), [true, false, true]);
    });
  }

  it('to their ports', async () => {
    const text = `${LAUNCH}primary=yes\nalso-notify=${FIRST}:5300,${SECOND}:53,[${THIRD}]:5300`;
    assert.deepEqual(await told(text), [false, true, false]);
  });

  it('whatever only-notify says', async () => {
    const text = `${LAUNCH}primary=yes\nonly-notify=192.0.2.1\nalso-notify=${FIRST}`;
    assert.deepEqual(await told(text), [true, false, false]);
  });

  it("to those that a zone's own statement names", async () => {
    const text = `zone "a.example" { type master; file "a"; also-notify { ${SECOND}; }; also-notify { ${THIRD}; }; };`;
    assert.deepEqual(await told(`${LAUNCH}primary=yes`, zones(text)), [false, true, true]);
  });

  it('perhaps to one that is not understood', async () => {
    const text = `zone "a.example" { type master; file "a"; also-notify { ${SECOND}; ${FIRST} port 53; {{ more }}; }; };`;
    assert.deepEqual(await told(`${LAUNCH}primary=yes`, zones(text)), [true, true, 'cannot-tell']);
  });

  it('to none that a file of zones names for all of them: that has no effect', async () => {
    const text = `also-notify { ${FIRST}; };\nzone "a.example" { type master; file "a"; };`;
    assert.deepEqual(await told(`${LAUNCH}primary=yes`, zones(text)), [false, false, false]);
  });

  it('of a native zone only where its own statement names someone', async () => {
    const settings = `${LAUNCH}primary=yes\nalso-notify=${FIRST}`;
    const native = 'zone "a.example" { file "a"; };';
    assert.deepEqual(await told(settings, zones(native)), [false, false, false]);
    const listed = 'zone "a.example" { file "a"; also-notify { 192.0.2.1; }; };';
    assert.deepEqual(await told(settings, zones(listed)), [true, false, false]);
  });

  it('to those of its metadata, if the zone is no native one: that is in the database', async () => {
    const text = `Metadata for 'a.example'\nALSO-NOTIFY = ${FIRST}, ${SECOND}:5300\n`;
    const files = { '/etc/dns/pdns.conf': 'launch=gsqlite3\nprimary=yes\n' };
    assert.deepEqual(await told(text, { files }), ['cannot-tell', false, false]);
    assert.deepEqual(await told(text), ['cannot-tell', 'cannot-tell', 'cannot-tell']);
  });

  it('to those of the metadata of a zone whose type a file tells', async () => {
    const files = { '/etc/dns/a.meta': `Metadata for 'a.example'\nALSO-NOTIFY = ${FIRST}\n` };
    const settings = `${LAUNCH}bind-dnssec-db=/var/lib/db\nprimary=yes\nalso-notify=${THIRD}`;
    assert.deepEqual(await told(settings, { files }), [true, false, true]);
    assert.deepEqual(await told(settings), ['cannot-tell', 'cannot-tell', true]);
  });

  it('as long as it is not switched off, and the statement is shown', async () => {
    const text = `${LAUNCH}primary=no\nalso-notify=${FIRST}`;
    const { evaluation } = await checkText(
      'pdns',
      text,
      zones('zone "a.example" { type master; file "a"; };'),
    );
    const notify = evaluation.zones[0]?.notify;
    assert.equal(text.slice(notify?.off?.start, notify?.off?.end), 'primary=no');
    assert.equal(text.slice(notify?.at?.start, notify?.at?.end), `also-notify=${FIRST}`);
  });

  it('perhaps, where a placeholder decides', async () => {
    assert.deepEqual(await told(`${LAUNCH}primary={{ p }}\nalso-notify=${FIRST}`), [
      'cannot-tell',
      false,
      false,
    ]);
    assert.deepEqual(await told(`${LAUNCH}primary=yes\nalso-notify=${FIRST},{{more}}`), [
      true,
      'cannot-tell',
      'cannot-tell',
    ]);
  });
});
