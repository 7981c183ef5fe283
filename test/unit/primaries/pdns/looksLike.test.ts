import assert from 'node:assert/strict';
import { dialectOf } from '../../../../src/primaries/checkFiles.ts';
import { pdns } from '../../../../src/primaries/pdns/pdns.ts';

describe('a text looks like PowerDNS', () => {
  for (const [title, text] of [
    ['with transfers set', 'setuid=pdns\nallow-axfr-ips=192.0.2.1\n'],
    ['with a backend launched', '# mine\nlaunch=gmysql\ngmysql-host=localhost\n'],
    [
      "as Debian's packages have it",
      '# allow-axfr-ips\tWho may transfer\n#\n# allow-axfr-ips=127.0.0.0/8,::1\n\ninclude-dir=/etc/powerdns/pdns.d\nlaunch=\n',
    ],
    ['as a fragment of a backend', 'gsqlite3-database=/var/lib/powerdns/pdns.sqlite3\n'],
    ['as an addition', 'also-notify+=192.0.2.1\r\n'],
    ['as saved metadata', "$ pdnsutil get-meta a.example\nMetadata for 'a.example'\n"],
  ] as const) {
    it(title, () => {
      assert.equal(dialectOf(text), 'pdns');
    });
  }

  for (const [title, text] of [
    ['a file of properties', 'server.port=8080\nspring.datasource.url=jdbc:h2:mem\n'],
    ['an ini file', '[launch]\nlaunch=bind\nallow-axfr-ips=1\n'],
    ['YAML', 'launch: bind\nallow-axfr-ips: 192.0.2.1\n'],
    ['JSON', '{ "launch": "bind", "allow-axfr-ips": "192.0.2.1" }'],
    ['BIND', 'zone "a.example" { type master; file "a"; also-notify { 192.0.2.1; }; };\n'],
    ['NSD', 'zone:\n  name: a.example\n  provide-xfr: 192.0.2.1 NOKEY\n'],
    ['the recursor', 'local-address=127.0.0.1\nforward-zones=a.example=192.0.2.1\n'],
    ['a zone file', '$ORIGIN a.example.\n@ SOA ns1 hostmaster 1 2 3 4 5\n'],
    ['prose', 'In pdns.conf set allow-axfr-ips to the addresses.\nThen restart.\n'],
    ['a script', 'launch=1\nif [ "$launch" ]; then\n  echo\nfi\n'],
    ['nothing', ''],
  ] as const) {
    it(`and ${title} does not`, () => {
      assert.equal(pdns.looksLike(text), false);
    });
  }
});
