/** What is needed of node:tls; `getCACertificates` came with Node 22.15. */
export interface CertificateSource {
  readonly rootCertificates: readonly string[];
  readonly getCACertificates?: (type: 'system' | 'extra') => readonly string[];
}

/**
 * The certificate authorities to trust with `http.systemCertificates`: Node's own, those of NODE_EXTRA_CA_CERTS
 * and the system's, each once. The first call takes some 60 ms, for Node reads the system's then.
 * @returns PEM; undefined where Node cannot read the system's: Node's default, which has the first two, holds
 */
export function systemCertificates({
  rootCertificates,
  getCACertificates,
}: CertificateSource): readonly string[] | undefined {
  if (!getCACertificates) {
    return undefined;
  }
  const all = [...rootCertificates, ...getCACertificates('extra'), ...getCACertificates('system')];
  return [...new Set(all.map((certificate) => certificate.trim()))];
}
