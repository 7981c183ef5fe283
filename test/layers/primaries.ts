import { ensurePrograms } from '../support/dns/ensureNameServers.ts';
import { haveCloudflareAddresses, isInNamespace, rerunInNamespace } from '../support/primaries/namespace.ts';
import { runInNode } from './nodeMocha.ts';

/** The servers whose configurations are read, and the Debian packages that bring them. */
const programs = {
  named: 'bind9',
  'named-checkconf': 'bind9-utils',
  knotd: 'knot',
  nsd: 'nsd',
  // The package of the server comes with that of its backend.
  pdns_server: 'pdns-backend-bind',
  ip: 'iproute2',
};

if (isInNamespace()) {
  await haveCloudflareAddresses();
  await runInNode('primaries', 300_000);
} else {
  await ensurePrograms(programs);
  process.exitCode = await rerunInNamespace(import.meta.filename, process.argv.slice(2));
}
