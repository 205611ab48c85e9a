import { expect, test } from 'vitest';
import { firstNotes, plainNotes } from './show-notes.ts';

test('the first notes are the description, no longer than notes may be', () => {
  expect(firstNotes('  Bacalah bab **satu**.\n')).toBe('Bacalah bab **satu**.');
  expect(firstNotes('x'.repeat(9_000))).toHaveLength(3_500);
});

test('inside a file there is no markup', () => {
  const notes = '# Bab satu\n\n\n\nBaca **ini**: [buku](https://example.org/a_b) dan `kode`.';
  expect(plainNotes(notes)).toBe(' Bab satu\n\nBaca ini: buku dan kode.'.trim());
});
