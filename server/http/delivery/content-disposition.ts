import { cutText } from '../../protocol/cut-text.ts';

/** Longer names are cut: file systems allow 255 bytes, and a character may take four. */
const maxCharacters = 60;

/**
 * The header that saves a download under a name (RFC 6266): plain ASCII for old programs, UTF-8 for the rest.
 *
 * @param name as a person wrote it; what no file system takes is left out.
 * @param key of the object; its extension is added where the name has another or none.
 */
export function attachmentHeader(name: string, key: string): string {
  const extension = /\.[a-z0-9]{1,5}$/i.exec(key)?.[0] ?? '';
  const clean = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const base = clean.endsWith(extension)
    ? clean.slice(0, clean.length - extension.length)
    : clean;
  const file = (cutText(base, maxCharacters).trim() || 'audio') + extension;
  const ascii = file
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|[%"\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeExtended(file)}`;
}

/** RFC 8187: percent-encoded, where also ' ( ) * must be. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
