import assert from 'node:assert/strict';
import { judged, sent, zone } from '../../../support/primaries/bindAnswers.ts';

const TARGET = '172.65.30.82';
const OPTIONS = 'options { recursion no; };';

/** Whether NOTIFY is sent for a zone with these statements. */
function said(statements: string, before = OPTIONS): Promise<string> {
  return sent(`${before}\n${zone(statements)}`);
}

describe('BIND sends NOTIFY', () => {
  for (const [statements, expected] of [
    ['', 'does-not-send'],
    [`also-notify { ${TARGET}; };`, 'sends'],
    [`also-notify { 192.0.2.1; };`, 'does-not-send'],
    [`notify yes; also-notify { ${TARGET}; };`, 'sends'],
    [`notify explicit; also-notify { ${TARGET}; };`, 'sends'],
    [`notify primary-only; also-notify { ${TARGET}; };`, 'sends'],
    [`notify MASTER-ONLY; also-notify { ${TARGET}; };`, 'sends'],
    [`notify no; also-notify { ${TARGET}; };`, 'does-not-send'],
    [`notify false; also-notify { ${TARGET}; };`, 'does-not-send'],
    [`notify {{ x }}; also-notify { ${TARGET}; };`, 'cannot-tell placeholder'],
    ['notify {{ x }}; also-notify { 192.0.2.1; };', 'does-not-send'],
    [`notify perhaps; also-notify { ${TARGET}; };`, 'cannot-tell syntax'],
    [`also-notify { ${TARGET} port 53; };`, 'sends'],
    [`also-notify { ${TARGET} port 5353; };`, 'does-not-send'],
    [`also-notify port 5353 { ${TARGET}; };`, 'does-not-send'],
    [`also-notify port 5353 { ${TARGET} port 53; };`, 'sends'],
    [`also-notify { ${TARGET} tls ephemeral; };`, 'does-not-send'],
    [`also-notify { ${TARGET} key nobody; };`, 'sends'],
    [`also-notify { ${TARGET} key k port 53; };`, 'cannot-tell syntax'],
    [`also-notify { ${TARGET} }`, 'cannot-tell syntax'],
    ['also-notify { nobody; };', 'cannot-tell unknown-name'],
    [`also-notify { nobody; ${TARGET}; };`, 'sends'],
    ['also-notify { {{ targets }}; };', 'cannot-tell placeholder'],
  ] as const) {
    it(`as its zone says: ${statements}`, async () => {
      assert.equal(await said(statements), expected);
    });
  }

  it('to those of named lists, with the ports of the lists around them', async () => {
    const lists = `primaries inner { ${TARGET}; }; masters "Outer" port 5353 { inner; }; remote-servers plain { Inner; };`;
    assert.equal(await said('also-notify { plain; };', `${OPTIONS} ${lists}`), 'sends');
    assert.equal(await said('also-notify { outer; };', `${OPTIONS} ${lists}`), 'does-not-send');
    assert.equal(await said('also-notify port 5353 { plain; };', `${OPTIONS} ${lists}`), 'does-not-send');
    assert.equal(await said('also-notify { outer; inner; };', `${OPTIONS} ${lists}`), 'cannot-tell version');
    assert.equal(
      await said('also-notify { a; };', `${OPTIONS} primaries a { b; }; primaries b { a; };`),
      'does-not-send',
    );
    assert.equal(await said('also-notify { inner tls x; };', `${OPTIONS} ${lists}`), 'cannot-tell transport');
  });

  it('as its view or its options say where the zone does not', async () => {
    const options = `options { also-notify { ${TARGET}; }; notify no; };`;
    assert.equal(await said('', options), 'does-not-send');
    assert.equal(await said('notify yes;', options), 'sends');
    assert.equal(await said('notify yes; also-notify { };', options), 'does-not-send');
    const view = (own: string): string => `${options} view v { notify explicit; ${own} ${zone()} };`;
    assert.equal(await sent(view('')), 'sends');
    assert.equal(await sent(view('also-notify { 192.0.2.1; };')), 'does-not-send');
  });

  it('to the port of the options where no other is named', async () => {
    const options = 'options { port 5353; };';
    assert.equal(await said(`also-notify { ${TARGET}; };`, options), 'does-not-send');
    assert.equal(await said(`also-notify { ${TARGET} port 53; };`, options), 'sends');
  });

  it('to nobody whom it does not answer', async () => {
    const blackhole = (list: string): string => `options { blackhole { ${list} }; };`;
    assert.equal(await said(`also-notify { ${TARGET}; };`, blackhole('172.65/16;')), 'does-not-send');
    assert.equal(
      await said(`also-notify { ${TARGET}; };`, blackhole('localnets;')),
      'cannot-tell server-knows',
    );
    assert.equal(await said(`also-notify { ${TARGET}; };`, blackhole('10/8;')), 'sends');
  });

  it('as another file may say', async () => {
    const statements = `also-notify { ${TARGET}; };`;
    assert.equal(await sent(zone(statements), { whole: false }), 'cannot-tell elsewhere');
    assert.equal(await sent(zone(`notify yes; ${statements}`), { whole: false }), 'sends');
    assert.equal(await sent(zone('notify yes;'), { whole: false }), 'cannot-tell elsewhere');
    assert.equal(await sent(zone('notify no;'), { whole: false }), 'does-not-send');
    assert.equal(await sent(`include "gone.conf"; ${zone(statements)}`), 'cannot-tell include-missing');
  });

  it('by statements that it names', async () => {
    const text = zone(`notify no; also-notify { ${TARGET}; };`);
    const { at, off, addition } = (await judged(text)).zone.notify;
    assert.equal(text.slice(off?.start, off?.end), 'notify no;');
    assert.equal(text.slice(at?.start, at?.end), `also-notify { ${TARGET}; };`);
    assert.equal(addition, undefined);
  });
});
