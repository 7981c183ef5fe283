import assert from 'node:assert/strict';
import { bind } from '../../../../src/primaries/bind/bind.ts';
import { zone } from '../../../support/primaries/bindAnswers.ts';

const OURS = {
  'the root of Debian': `// Read /usr/share/doc first\ninclude "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\n`,
  'its options':
    'options {\n\tdirectory "/var/cache/bind";\n\tdnssec-validation auto;\n\tlisten-on-v6 { any; };\n};\n',
  'a file of zones': zone() + zone('', 'b.example'),
  'a file of acls': 'acl "cloudflare" {\n  104.30.167.163;\n};\n',
  'a file with a key': 'key "rndc-key" {\n\talgorithm hmac-sha256;\n\tsecret "c2VjcmV0";\n};\n',
  'a file of targets': 'primaries cf { 172.65.30.82; };',
  'a view': 'view "external" {\n  match-clients { any; };\n  include "zones.conf";\n};',
  'statements of a zone': 'allow-transfer { 104.30.167.163; };\nalso-notify { 172.65.30.82; };\n',
  'a template': '{% for zone in zones %}\nzone "{{ zone }}" {\n  type primary;\n};\n{% endfor %}\n',
  'a file with one line': 'acl a{10/8;};zone a{type primary;};',
  'a file that is being typed': 'zone "a.example" {\n  type primary;\n  allow-tr',
  'unusual options': 'options {\n\tquery-source-v6 address *;\n};\n',
  'a policy': 'dnssec-policy "fast" {\n\tkeys { csk lifetime unlimited algorithm 13; };\n};\n',
  'a large one': zone().repeat(5_000),
} as const;

const OTHERS = {
  NSD: 'server:\n  ip-address: ::1\nzone:\n  name: a.example\n  provide-xfr: 192.0.2.1 NOKEY\n',
  'Knot DNS': 'server:\n  listen: ::1@53\nzone:\n  - domain: a.example\n    acl: cf\n',
  PowerDNS: 'launch=bind\nallow-axfr-ips=192.0.2.1\nzone-cache=1\n',
  DHCP: 'ddns-update-style interim;\nkey k { algorithm hmac-md5; secret "c2VjcmV0"; }\nzone a. { primary 127.0.0.1; key k; }\nsubnet 10.0.0.0 netmask 255.0.0.0 { range 10.0.0.1 10.0.0.9; }\n',
  'syslog-ng': 'options { chain_hostnames(off); use-dns(no); };\nsource s { system(); };\n',
  nginx: 'server {\n  listen 80;\n  include /etc/nginx/mime.types;\n}\n',
  'a master file':
    '$ORIGIN a.example.\n@ IN SOA ns1 hostmaster (\n  1 ; serial\n  3600 )\nview IN A 192.0.2.1\n',
  JSON: '{\n  "zone": { "type": "primary" },\n  "options": {}\n}\n',
  'JSON in a line': 'zone {"type": "primary"}',
  YAML: 'zone: a.example\noptions:\n  - type: primary\n',
  prose: 'Options are many.\nView them; a zone is one of them; include it {or not}.\n',
  TypeScript:
    'import { view } from "view";\nexport const zone = { type: "primary" };\ntype options = { file: string };\n',
  CSS: '.zone { color: red; }\nview { width: 1px; }\n',
  Terraform: 'resource "dns" "a" {\n  zone = "a.example"\n}\n',
  C: '#include "named.h"\nstruct options { int port; };\nint key(void) { return 1; }\n',
  nothing: '',
  'BIND in a comment': `/* ${zone()} */`,
} as const;

describe('a text looks like BIND', () => {
  for (const [what, text] of Object.entries(OURS)) {
    it(`as ${what} does`, () => assert.equal(bind.looksLike(text), true));
  }
  for (const [what, text] of Object.entries(OTHERS)) {
    it(`and ${what} does not`, () => assert.equal(bind.looksLike(text), false));
  }
});
