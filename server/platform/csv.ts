/** What a spreadsheet would take for a formula if a cell began with it. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * Rows as RFC 4180 wants them, with a byte order mark: without it Excel reads UTF-8 as something else. Text that a
 * spreadsheet would run gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((row) => row.map(toCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
