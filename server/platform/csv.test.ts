import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('cells are quoted where they must be, and nothing runs as a formula', () => {
  const rows = [
    ['kata', 'jumlah'],
    ['"seru", katanya', 3],
    ['=HYPERLINK("x")', -1],
    ['dua\nbaris', 0.5],
    ['@x', 0],
  ];
  expect(toCsv(rows)).toBe(
    [
      '\uFEFFkata,jumlah',
      '"""seru"", katanya",3',
      `"'=HYPERLINK(""x"")",-1`,
      '"dua\nbaris",0.5',
      "'@x,0",
      '',
    ].join('\r\n'),
  );
});
