import assert from 'node:assert/strict';
import { nsd } from '../../../../src/primaries/nsd/nsd.ts';

const OWN: Readonly<Record<string, string>> = {
  'a whole configuration': [
    '# NSD',
    'server:',
    '    ip-address: 192.0.2.53',
    '    zonesdir: "/var/lib/nsd"',
    'zone:',
    '    name: example.com',
    '    zonefile: example.com.zone',
  ].join('\n'),
  "a package's first file":
    '# see the manual\n\nserver:\n\tlog-only-syslog: yes\n\ninclude: "/etc/nsd/nsd.conf.d/*.conf"\n',
  'a list of zones': 'zone:\n  name: a.example\n  zonefile: a\n\nzone:\n  name: b.example\n  zonefile: b\n',
  'zones that use a pattern': 'zone:\n  name: a.example\n  include-pattern: primary\n',
  'a pattern': 'pattern:\n  name: primary\n  zonefile: "%s.zone"\n  notify: 192.0.2.1 NOKEY\n',
  'a list of clients': 'provide-xfr: 198.41.144.240/28 NOKEY\nprovide-xfr: 2a06:98c0:3601::/48 NOKEY\n',
  'a list of targets': 'notify: 172.65.30.82 NOKEY\nnotify: 2606:4700:60:0:317:26ee:3bdf:5774@53 k # six\n',
  'a key': 'key:\n  name: "k"\n  algorithm: hmac-sha256\n  secret: "AAAA"\n',
  'catalog zones': 'pattern:\n  name: members\n  catalog-producer-zone: catalog.example\n',
  'one line': 'zone: name: a.example zonefile: a provide-xfr: 192.0.2.1 NOKEY\r\n',
  'a template':
    '{% for zone in zones %}\nzone:\n  name: {{ zone }}\n  zonefile: {{ zone }}.zone\n{% endfor %}\n',
};

const FOREIGN: Readonly<Record<string, string>> = {
  nothing: '',
  BIND: 'options {\n  allow-transfer { 192.0.2.1; };\n};\nzone "a.example" { type primary; file "a"; };\n',
  Knot: 'server:\n  listen: 0.0.0.0@53\nacl:\n  - id: cf\n    address: 192.0.2.1\n    action: transfer\nzone:\n  - domain: a.example\n    notify: cf\n',
  'Knot without items': 'zone:\n  domain: a.example\n  file: a.zone\n  notify: cf\n',
  PowerDNS: 'launch=gsqlite3\nallow-axfr-ips=192.0.2.1\n',
  Unbound:
    'server:\n  interface: 127.0.0.1\nauth-zone:\n  name: a.example\n  zonefile: a\n  allow-notify: 192.0.2.1 NOKEY\n',
  INI: '[server]\nname: a\nzonefile: b\n',
  properties: 'server.name: a\nzone.name = b\nzonefile: x\n',
  YAML: 'zone:\n  - name: a\n    zonefile: b\nkey: value\n',
  'other YAML': 'version: "3"\nserver:\n  name: web\n  key: abc\nzone: europe\nname: shop\n',
  JSON: '{\n  "zone": { "name": "a", "notify": "b" }\n}\n',
  prose: [
    'To let a secondary transfer, write such a line into the zone:',
    'provide-xfr: 192.0.2.1 NOKEY',
    'Then reload the server.',
    'It says in its log who has asked.',
  ].join('\n'),
  'a zone file': '$ORIGIN a.example.\n@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\n',
  'comments alone': '# zone:\n#   name: a.example\n#   zonefile: a\n',
};

describe('a text', () => {
  for (const [what, text] of Object.entries(OWN)) {
    it(`looks like NSD's: ${what}`, () => assert.equal(nsd.looksLike(text), true));
  }
  for (const [what, text] of Object.entries(FOREIGN)) {
    it(`does not look like NSD's: ${what}`, () => assert.equal(nsd.looksLike(text), false));
  }
});
