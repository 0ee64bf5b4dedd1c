/** Bytes to text: byte order mark, PEP 263, UTF-8. */

import assert from 'node:assert/strict';
import { decodePython } from '../../../engine/syntax/python/decode.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const text = (input: Uint8Array): string | undefined => {
  const decoded = decodePython(input);
  return decoded.ok ? decoded.text : undefined;
};
const reason = (input: Uint8Array): string | undefined => {
  const decoded = decodePython(input);
  return decoded.ok ? undefined : decoded.problem.reason;
};

describe('Python decoding', () => {
  it('reads UTF-8 unless the file says otherwise, and takes the mark off', () => {
    assert.equal(text(new TextEncoder().encode('é = "🙂"\r\n')), 'é = "🙂"\r\n');
    assert.equal(text(bytes('\xef\xbb\xbfa = 1')), 'a = 1');
    assert.equal(text(bytes('')), '');
    assert.equal(reason(bytes('a = "\xe9"')), 'undecodable');
  });

  it('follows a coding cookie in the first two lines', () => {
    assert.equal(text(bytes('# -*- coding: latin-1 -*-\nx = "\xe9\x80"')), '# -*- coding: latin-1 -*-\nx = "é\x80"');
    assert.equal(text(bytes('#!/usr/bin/python\n# vim: set fileencoding=iso8859-15 :\nx = "\xa4"'))?.slice(-4), ' "€"');
    assert.equal(text(bytes('# coding=cp1251\n# \xcf'))?.slice(-1), 'П');
    assert.equal(text(bytes('\n# coding: Latin_1\n# \xe9'))?.slice(-1), 'é');
    assert.equal(text(bytes('# coding: utf-8-unix\n# \xc3\xa9'))?.slice(-1), 'é');
    assert.equal(text(bytes('# coding: euc-jp\n# \xa4\xa2'))?.slice(-1), 'あ');
    assert.equal(text(bytes('# coding: ascii\nx = 1'))?.slice(-1), '1');
  });

  it('ignores what is no cookie', () => {
    assert.equal(reason(bytes('x = 1\n# coding: latin-1\n# \xe9')), 'undecodable'); // line 1 is code
    assert.equal(reason(bytes('\n\n# coding: latin-1\n# \xe9')), 'undecodable'); // line 3
    assert.equal(reason(bytes('"# coding: latin-1"\n# \xe9')), 'undecodable');
  });

  it('says what is wrong instead of guessing', () => {
    assert.equal(reason(bytes('# coding: klingon\nx = 1')), 'unknown-encoding');
    assert.equal(reason(bytes('# coding: ascii\n# \xe9')), 'undecodable');
    assert.equal(reason(bytes('\xef\xbb\xbf# coding: latin-1\n')), 'contradiction');
    const decoded = decodePython(bytes('# coding: klingon\n'));
    assert.equal(!decoded.ok && decoded.problem.message, 'The encoding klingon is not known here.');
  });
});
