const SOURCES = [
  '104.30.167.163; 104.30.167.173; 2a09:bac0:1000:c47::/64;',
  '198.41.144.240/28; 198.41.150.240/28; 2a06:98c0:3601::/48; 2a06:98c0:1401::/48;',
];

/** A `named.conf` with many zones, each of which names one of many acls or has a list of its own. */
export function largeConfiguration(zones: number, acls: number): string {
  return [
    'options { directory "/var/cache/bind"; allow-transfer { none; }; };',
    'key "cf." { algorithm hmac-sha256; secret "c2VjcmV0"; };',
    ...Array.from(
      { length: acls },
      (_, index) => `acl "cf${index}" { !192.0.2.${index}; 10.${index}.0.0/16; ${SOURCES[index % 2]} };`,
    ),
    ...Array.from({ length: zones }, (_, index) => zone(index, acls)),
    '',
  ].join('\n');
}

function zone(index: number, acls: number): string {
  const list = index % 7 === 0 ? `key cf.; 192.0.2.${index % 256}; cf${index % acls};` : `cf${index % acls};`;
  return `zone "z${index}.example" {
  type primary;
  file "/var/lib/bind/z${index}.example";
  allow-transfer { ${list} };
  also-notify { 172.65.30.82; 172.65.50.145; };
};`;
}
