import assert from 'node:assert/strict';
import { checkText } from '../../../support/primaries/checked.ts';

interface Fixture {
  readonly title: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
  /** Zone, IPv4, IPv6, and to how many of Cloudflare's addresses NOTIFY is sent. */
  readonly answers: readonly (readonly [string, string, string, number])[];
}

/** Configurations of the kinds that PowerDNS' documentation and packages show. */
const FIXTURES: readonly Fixture[] = [
  {
    title: "Debian's folders with zones in BIND's format",
    text: [
      '# allow-axfr-ips\tWho may transfer',
      '#',
      '# allow-axfr-ips=127.0.0.0/8,::1',
      'include-dir=/etc/powerdns/pdns.d',
      'launch=',
      'security-poll-suffix=',
      'setgid=pdns',
    ].join('\n'),
    files: {
      '/etc/powerdns/pdns.d/bind.conf':
        'launch+=bind\nbind-config=/etc/powerdns/named.conf\nbind-supermaster-config=\n',
      '/etc/powerdns/pdns.d/local.conf':
        'allow-axfr-ips=104.30.167.163, 104.30.167.173, 2a09:bac0:1000:c47::/64\nprimary=yes\nalso-notify=172.65.30.82\n',
      '/etc/powerdns/named.conf':
        'options { directory "/var/lib/powerdns"; };\nzone "shop.example" IN {\n\ttype master;\n\tfile "shop";\n};\n',
    },
    answers: [['shop.example', 'allowed', 'allowed', 1]],
  },
  {
    title: 'a hidden primary with keys for some zones, in MySQL',
    text: [
      "Metadata for 'shop.example'",
      'SOA-EDIT-API = DEFAULT',
      'TSIG-ALLOW-AXFR = cloudflare',
      "Metadata for 'blog.example'",
      'ALLOW-AXFR-FROM = 198.41.144.240/28, 198.41.150.240/28',
      "Metadata for 'wiki.example'",
      'ALLOW-AXFR-FROM = AUTO-NS',
      '',
    ].join('\n'),
    files: {
      '/etc/dns/pdns.conf': 'launch=gmysql\ngmysql-dbname=pdns\nmaster=yes\nallow-axfr-ips=10.0.0.0/8\n',
    },
    answers: [
      ['shop.example', 'allowed-with-key', 'allowed-with-key', 0],
      ['blog.example', 'only-old', 'refused', 0],
      ['wiki.example', 'cannot-tell', 'cannot-tell', 0],
    ],
  },
  {
    title: 'everyone, for all zones',
    text: 'launch=bind\nbind-config=named.conf\nallow-axfr-ips=0.0.0.0/0,::/0\n',
    files: {
      '/etc/dns/named.conf':
        'zone "." { type native; file "root"; };\nzone "b.example" { type slave; file "b"; };',
    },
    answers: [['.', 'allowed', 'allowed', 0]],
  },
  {
    title: 'transfers switched off',
    text: 'launch=bind\nbind-config=named.conf\ndisable-axfr=yes\nallow-axfr-ips=104.30.167.163\n',
    files: { '/etc/dns/named.conf': 'zone "a.example" { type master; file "a"; };' },
    answers: [['a.example', 'refused', 'refused', 0]],
  },
];

describe('a configuration as PowerDNS documents it', () => {
  for (const { title, text, files, answers } of FIXTURES) {
    it(`has its answers: ${title}`, async () => {
      const { zones } = await checkText('pdns', text, { files });
      assert.deepEqual(
        zones.map(({ zone, transfer, notify }) => [
          zone.name,
          transfer.ipv4,
          transfer.ipv6,
          notify.filter(({ decision }) => decision.kind === 'sends').length,
        ]),
        answers,
      );
    });
  }
});
