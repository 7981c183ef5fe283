import assert from 'node:assert/strict';
import { mayBeConfiguration } from '../../../src/editor/mayBeConfiguration.ts';

const CONFIGURATIONS = [
  'options {\n  directory "/var/cache/bind";\n};',
  'zone "example.com" { type primary; };',
  'zone example.com IN {\n',
  '// acls\nacl cloudflare {',
  'zone "example.com" IN\n{\n  type master;',
  'options\n{\n',
  'acl:\n  - id: cloudflare\n',
  'zone:\n    name: example.com\n',
  '    provide-xfr: 192.0.2.1 NOKEY',
  'launch=gsqlite3\n',
  'master=yes\nalso-notify=192.0.2.1\n',
  "Metadata for 'example.com'\nALLOW-AXFR-FROM = 192.0.2.1\n",
  '[{"ZoneName":"example.com"}]',
];

const OTHERS = [
  'const options: { a: number } = { a: 1 };\nfunction zone(options) {\n}',
  'export default { zones: [] };',
  '# A heading\n\nA zone {of interest}.',
  '[section]\nkey = value\n',
  '{"name": "package", "options": {}}',
  '$ORIGIN example.com.\n@ SOA ns1 hostmaster 1 2 3 4 5\n',
];

describe('a first look at a text', () => {
  for (const text of CONFIGURATIONS) {
    it(`finds that it may be a configuration: ${JSON.stringify(text)}`, () => {
      assert.equal(mayBeConfiguration(text), true);
    });
  }

  for (const text of OTHERS) {
    it(`finds that it is none: ${JSON.stringify(text)}`, () => {
      assert.equal(mayBeConfiguration(text), false);
    });
  }
});
