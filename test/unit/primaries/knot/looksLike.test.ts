import assert from 'node:assert/strict';
import { dialectOf } from '../../../../src/primaries/checkFiles.ts';
import { knot } from '../../../../src/primaries/knot/knot.ts';

describe('a text looks like Knot', () => {
  for (const [title, text] of [
    [
      'with the settings of a package',
      '# See knot.conf(5).\n\nserver:\n    rundir: "/run/knot"\n    user: knot:knot\n#    listen: [ 127.0.0.1@53, ::1@53 ]\n\nlog:\n  - target: syslog\n    any: info\n\ndatabase:\n    storage: "/var/lib/knot"\n\nremote:\n#  - id: secondary\n#    address: 192.0.2.1@53\n\ntemplate:\n  - id: default\n    storage: "/var/lib/knot"\n    file: "%s.zone"\n\nzone:\n',
    ],
    ['with zones alone', 'zone:\n  - domain: a.example\n  - domain: b.example\n    acl: cf\n'],
    ['with dashes at the margin', 'zone:\r\n- domain: a.example\r\n  file: a\r\n'],
    ['with acls alone', 'acl:\n  - id: cf\n    address: [192.0.2.1, "::1"]\n    action: transfer\n'],
    ['with remotes alone', 'remote:\n  - id: cf\n    address: 2001:db8::1@53\n'],
    ['with keys alone', 'key:\n  - id: cf\n    algorithm: hmac-sha256\n    secret: Zm9v\n'],
    ['with a template alone', 'template:\n  - id: signed\n    dnssec-signing: on\n'],
    ['with a line that is being typed', 'zone:\n  - domain: a.example\n    acl: cf\n    not\n'],
    [
      'as a template of another program',
      'zone:\n{% for zone in zones %}\n  - domain: {{ zone }}\n    acl: [{{ acls | join(", ") }}]\n{% endfor %}\n',
    ],
    ['with modules', 'mod-rrl:\n  - id: default\n    rate-limit: 200\nzone:\n  - domain: a.example\n'],
  ] as const) {
    it(title, () => {
      assert.equal(dialectOf(text), 'knot');
    });
  }

  for (const [title, text] of [
    ['nothing', ''],
    ['comments', '# zone:\n#   - domain: a.example\n'],
    ['NSD', 'server:\n    zonesdir: /x\nzone:\n    name: a.example\n    zonefile: a\n'],
    ['Unbound', 'server:\n    interface: 127.0.0.1\n    do-ip6: no\nforward-zone:\n    name: "."\n'],
    ['BIND', 'zone "a.example" { type primary; file "a"; allow-transfer { any; }; };\n'],
    ['PowerDNS', 'launch=bind\nallow-axfr-ips=192.0.2.1\n'],
    ['the settings of a web server', 'server:\n  listen: 0.0.0.0:80\n  host: a.example\n'],
    ['a compose file', 'services:\n  zone:\n    image: knot\n    ports:\n      - 53:53\n'],
    ['another list of entries', 'policies:\n  - id: a\nacl:\n  - id: cf\n    action: transfer\n'],
    ['a list of templates', 'template:\n  - id: letter\n    title: Hello\n'],
    ['a workflow', 'name: test\non: push\njobs:\n  a:\n    steps:\n      - id: x\n        run: make\n'],
    ['an inventory', '---\n- hosts: all\n  vars:\n    zone: a.example\n'],
    ['JSON', '{ "zone": [{ "domain": "a.example" }] }'],
    ['an ini file', '[zone]\ndomain: a.example\n'],
    ['a zone file', '$ORIGIN a.example.\n@ SOA ns1 hostmaster 1 2 3 4 5\n'],
    [
      'prose',
      'In knot.conf there is a section\nzone:\nwith entries such as\n- domain: a.example\nfor each of them, and so on.\n',
    ],
  ] as const) {
    it(`and ${title} does not`, () => {
      assert.equal(knot.looksLike(text), false);
    });
  }

  it('by its beginning alone', () => {
    const zones = Array.from({ length: 5_000 }, (_, index) => `  - domain: z${index}.example\n`).join('');
    assert.equal(knot.looksLike(`zone:\n${zones}\nNot any more.\n`), true);
    assert.equal(knot.looksLike(`${'# filler\n'.repeat(10_000)}zone:\n  - domain: a.example\n`), false);
  });
});
