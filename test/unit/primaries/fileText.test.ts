import assert from 'node:assert/strict';
import { decodeText, isUtf16, MAX_FILE_BYTES } from '../../../src/primaries/fileText.ts';

describe('the text of a file', () => {
  it('is UTF-8, with or without a byte order mark', () => {
    assert.deepEqual(decodeText(Buffer.from('\ufeffacl ä;')), { ok: true, text: 'acl ä;' });
  });

  it('is UTF-16 where its byte order mark says so, as PowerShell writes it', () => {
    const little = Buffer.from('\ufeff{"ZoneName"', 'utf16le');
    assert.deepEqual(decodeText(little), { ok: true, text: '{"ZoneName"' });
    assert.deepEqual(decodeText(Buffer.from(little).swap16()), { ok: true, text: '{"ZoneName"' });
    assert.deepEqual([isUtf16(little), isUtf16(Buffer.from('{'))], [true, false]);
  });

  it('is none where it has NUL characters', () => {
    assert.deepEqual(decodeText(Buffer.from('acl\0')), { ok: false, reason: 'not-text' });
  });

  it('is not read where the file is too large', () => {
    assert.deepEqual(decodeText(Buffer.alloc(MAX_FILE_BYTES + 1)), { ok: false, reason: 'too-large' });
  });
});
