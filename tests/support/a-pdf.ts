import { deflateSync } from 'node:zlib';

type Page = { text: string; rgb: [number, number, number] };

/** A PDF with a line of text and a coloured ground on each page, written by hand. */
export function aPdf(pages: readonly Page[]): Buffer {
  const objects: string[] = [];
  const kids = pages.map((_, n) => `${4 + 2 * n} 0 R`).join(' ');
  objects.push('<< /Type /Catalog /Pages 2 0 R >>');
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  pages.forEach(({ text, rgb }, n) => {
    const drawing = `${rgb.join(' ')} rg 0 0 960 540 re f 0 g BT /F1 48 Tf 80 260 Td (${text}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * n} 0 R >>`,
    );
    objects.push(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
  });
  return toFile(objects, '');
}

/**
 * One whose password nobody knows: its hashes (ISO 32000-1, 7.6.3.3: /O and /U of the standard handler) are of no
 * password at all.
 */
export function aLockedPdf(): Buffer {
  const hash = `<${'5a'.repeat(32)}>`;
  return toFile(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /O ${hash} /U ${hash} /P -44 >>`,
    ],
    `/Encrypt 3 0 R /ID [${hash} ${hash}]`,
  );
}

/** A small file with one page that takes minutes to draw. */
export function aPdfBomb(): Buffer {
  const strokes = Buffer.from('0 0 m 900 100 400 500 960 540 c S\n'.repeat(2_000_000));
  const packed = deflateSync(strokes).toString('latin1');
  return toFile(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Contents 4 0 R >>',
      `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`,
    ],
    '',
  );
}

function toFile(objects: readonly string[], trailer: string): Buffer {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
