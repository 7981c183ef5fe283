import assert from 'node:assert/strict';
import { reportOf } from '../../support/primaries/checked.ts';

const VIEWS = `acl inside { 10.0.0.0/8; };
view "inside" {
  match-clients { inside; };
  zone "a.example" { type primary; allow-transfer { any; }; };
  zone "b.example" { type primary; allow-transfer { any; }; };
};
view "outside" {
  match-clients { any; };
  allow-transfer { 104.30.167.163; 104.30.167.173; };
  zone "a.example" { type primary; also-notify { 172.65.30.82; }; };
};
`;

describe('a zone in several views', () => {
  it('is one zone, as the view that Cloudflare comes to has it', async () => {
    const zones = await reportOf('bind', VIEWS);
    assert.deepEqual(Object.keys(zones), ['a.example', 'b.example']);
    assert.deepEqual(
      [zones['a.example']?.ipv4, zones['a.example']?.ipv6, zones['a.example']?.line],
      ['allowed', 'refused', 10],
    );
    assert.equal(zones['a.example']?.notify['172.65.30.82'], true);
  });

  it('is refused where Cloudflare comes to none of its views', async () => {
    assert.equal((await reportOf('bind', VIEWS))['b.example']?.ipv4, 'refused');
  });
});
