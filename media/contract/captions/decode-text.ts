/**
 * The text of an uploaded file: UTF-8, or UTF-16 as Windows programs write it, with or without a mark at the beginning.
 * Line ends become `\n`. Undefined for anything else.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    // Other than in text, a zero is a sign of a file of another kind.
    if (text.includes('\0')) return undefined;
    return text.replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  // Captions begin with a digit or "WEBVTT": without a mark, where its zero is tells the order.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}
