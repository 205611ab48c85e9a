import type { ByteRange } from '../../platform/object-store.ts';

/**
 * Reads a Range header (RFC 9110, 14.2) for a body of `size` bytes.
 *
 * `whole`: no header, one we cannot read, or several ranges; all of these a server may answer with everything, and
 * no player asks for several. `unsatisfiable`: well-formed, but no byte of it exists.
 */
export function parseRange(
  header: string | undefined,
  size: number,
): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';

  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
}
