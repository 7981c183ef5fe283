import assert from 'node:assert/strict';
import { FIRST, OLD, SIX } from '../../../support/primaries/bindAnswers.ts';
import { reportOf } from '../../../support/primaries/checked.ts';

const CLOUDFLARE = `
acl cloudflare {
  104.30.167.163; 104.30.167.173;
  2a09:bac0:1000:c47::/64;
};
`;

const TARGETS = `
  172.65.30.82; 172.65.50.145;
  2606:4700:60:0:317:26ee:3bdf:5774; 2606:4700:60:0:35a:4be3:4144:c5ee;
`;

/** What a zone is said to be: its answers for both families, and how many of the four targets are notified. */
interface Said {
  readonly ipv4: string;
  readonly ipv6: string;
  readonly notified: number;
}

async function said(text: string, version = '9.18.24'): Promise<Readonly<Record<string, Said>>> {
  const found = await reportOf('bind', text, { version });
  return Object.fromEntries(
    Object.entries(found).map(([name, { ipv4, ipv6, notify }]) => [
      name,
      { ipv4, ipv6, notified: Object.values(notify).filter((is) => is === true).length },
    ]),
  );
}

describe('a configuration as BIND documents it', () => {
  it('of a server that is authoritative alone, open to all until 9.20', async () => {
    const text = `
      options {
        directory "/srv/dns";
        recursion no;
        allow-query { any; };
      };
      zone "." { type hint; file "hints"; };
      zone "example.com" { type primary; file "com.zone"; };
      zone "sub.example.com" { type secondary; file "sub.zone"; primaries { 192.0.2.7; }; };`;
    assert.deepEqual(await said(text), { 'example.com': { ipv4: 'allowed', ipv6: 'allowed', notified: 0 } });
    assert.deepEqual(await said(text, '9.20.4'), {
      'example.com': { ipv4: 'refused', ipv6: 'refused', notified: 0 },
    });
  });

  it('of a primary with lists of its own for some zones', async () => {
    const text = `${CLOUDFLARE}
      acl others { 192.0.2.53; 198.51.100.53; };
      options { directory "/var/named"; allow-transfer { none; }; notify explicit; also-notify { 192.0.2.53; }; };
      zone "example.com" { type primary; file "a"; allow-transfer { others; cloudflare; }; also-notify { ${TARGETS} }; };
      zone "example.net" { type primary; file "b"; allow-transfer { others; }; };
      zone "example.org" { type primary; file "c"; };`;
    assert.deepEqual(await said(text), {
      'example.com': { ipv4: 'allowed', ipv6: 'allowed', notified: 4 },
      'example.net': { ipv4: 'refused', ipv6: 'refused', notified: 0 },
      'example.org': { ipv4: 'refused', ipv6: 'refused', notified: 0 },
    });
  });

  it('with a key for each pair of servers', async () => {
    const text = `
      key "primary-cf." { algorithm hmac-sha256; secret "YSBzZWNyZXQgb2YgdGhlIHRlc3Rz"; };
      server 192.0.2.53 { keys { primary-cf. ;}; };
      options { directory "/var/named"; allow-transfer { !{ !104/8; !2000::/3; any; }; key primary-cf.; }; };
      zone "example.com" { type primary; file "a"; notify yes; };`;
    assert.deepEqual(await said(text), {
      'example.com': { ipv4: 'allowed-with-key', ipv6: 'allowed-with-key', notified: 0 },
    });
  });

  it('of two views of one domain, inside and outside', async () => {
    const text = `${CLOUDFLARE}
      acl office { 10.20/16; 192.168.0/24; };
      view "inside" {
        match-clients { office; };
        recursion yes;
        allow-transfer { office; };
        zone "example.com" { type primary; file "inside.zone"; };
        zone "home.example" { type primary; file "home.zone"; };
      };
      view "outside" {
        match-clients { any; };
        recursion no;
        zone "example.com" {
          type primary;
          file "outside.zone";
          allow-transfer { cloudflare; };
          also-notify { ${TARGETS} };
        };
      };`;
    assert.deepEqual(await said(text), {
      'example.com': { ipv4: 'allowed', ipv6: 'allowed', notified: 4 },
      'home.example': { ipv4: 'refused', ipv6: 'refused', notified: 0 },
    });
  });

  it('with transfers over TLS alone', async () => {
    const text = `
      tls local-tls { key-file "/etc/key.pem"; cert-file "/etc/cert.pem"; };
      options { listen-on port 853 tls local-tls { any; }; allow-transfer port 853 transport tls { any; }; };
      zone "example.com" { type primary; file "a"; also-notify { 172.65.30.82 tls local-tls; }; };`;
    assert.deepEqual(await said(text), { 'example.com': { ipv4: 'refused', ipv6: 'refused', notified: 0 } });
  });

  it('with a shared zone, and lists of servers that others name', async () => {
    const text = `${CLOUDFLARE}
      primaries targets { ${TARGETS} };
      masters everyone { targets; 192.0.2.53 port 5353; };
      view one { match-clients { 10/8; }; zone "example.com" { type master; file "a"; allow-transfer { cloudflare; }; also-notify { everyone; }; }; };
      view two { zone "example.com" { in-view one; }; };`;
    assert.deepEqual(await said(text), { 'example.com': { ipv4: 'allowed', ipv6: 'allowed', notified: 4 } });
  });

  it('with addresses that Cloudflare used before', async () => {
    const text = `
      zone "example.com" { type primary; file "a"; allow-transfer {
        198.41.144.240/28; 198.41.150.240/28; 2a06:98c0:3601::/48; 2a06:98c0:1401::/48;
      }; };`;
    assert.deepEqual(await said(text), {
      'example.com': { ipv4: 'only-old', ipv6: 'only-old', notified: 0 },
    });
    const [zone] = Object.values(await reportOf('bind', text));
    assert.deepEqual(
      [OLD, FIRST, SIX].map((source) => zone?.sources[source]?.answer),
      ['allowed', 'refused', 'refused'],
    );
  });
});
