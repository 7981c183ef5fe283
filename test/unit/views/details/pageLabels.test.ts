import assert from 'node:assert/strict';
import { detailsLabels } from '../../../../src/views/details/pageLabels.ts';

describe('the fixed texts of the details page', () => {
  it('say each thing in words of its own', () => {
    const { columns, serverColumns, historyColumns, historyKey, ...labels } = detailsLabels();
    for (const group of [labels, columns, serverColumns, historyColumns, historyKey]) {
      const texts = Object.values<string>(group);
      assert.ok(texts.every((text) => text.trim() !== ''));
      assert.equal(new Set(texts).size, texts.length);
    }
  });

  it('name the columns of the tables from left to right', () => {
    const { columns, serverColumns, historyColumns } = detailsLabels();
    assert.deepEqual(Object.values(columns), ['Name', 'Address', 'Port', 'IXFR', 'TSIG', 'Tag']);
    assert.deepEqual(Object.values(serverColumns), [
      'Server',
      'Address',
      'Role',
      'Answer',
      'Signed',
      'Serial first seen',
    ]);
    assert.deepEqual(Object.values(historyColumns), ['Seen', 'State', 'Serial', 'Last check']);
  });

  it('say what the signs of the chart mean', () => {
    assert.deepEqual(Object.keys(detailsLabels().historyKey), ['serial', 'unsure', 'check', 'trouble']);
  });

  it('name the buttons by what they do', () => {
    const { refresh, check, openDashboard, copyJson, copyCurl, copyZoneId, copyPeerTags, copyPeerTag } =
      detailsLabels();
    assert.deepEqual(
      [refresh, check, openDashboard, copyJson, copyCurl, copyZoneId, copyPeerTags, copyPeerTag],
      [
        'Refresh',
        'Check against Primaries',
        'Open in Cloudflare Dashboard',
        'Copy as JSON',
        'Copy as cURL',
        'Copy Zone ID',
        'Copy Peer Tags',
        'Copy Peer Tag',
      ],
    );
  });
});
