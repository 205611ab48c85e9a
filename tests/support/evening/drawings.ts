import sharp from 'sharp';

/** How a drawn person looks. Colours as CSS writes them. */
export type Look = {
  skin: string;
  clothes: string;
  /** A headscarf in this colour, or a peci (a black cap). */
  head: { scarf: string } | 'peci';
  wall: string;
};

const books = ['#7c2d35', '#c08a3e', '#2f5d62', '#8a6f52', '#4a5d3a', '#a9563b', '#39466b'];

/** A row of books; `at` is the upper edge of its board. */
function shelf(at: number, seed: number): string {
  let x = -10;
  let drawn = `<rect x="0" y="${at}" width="640" height="10" fill="#6b4a32"/>`;
  for (let n = 0; x < 640; n++) {
    const width = 16 + ((n * 7 + seed * 5) % 13);
    const height = 58 + ((n * 11 + seed * 3) % 30);
    const colour = books[(n * 3 + seed) % books.length] ?? '#7c2d35';
    drawn += `<rect x="${x}" y="${at - height}" width="${width}" height="${height}" rx="2" fill="${colour}"/>`;
    x += width + 2 + ((n + seed) % 9 === 0 ? 26 : 0);
  }
  return drawn;
}

const scarf = (colour: string): string => `
  <path d="M320 62 C236 62 214 140 222 206 C228 258 220 296 206 312 Q320 384 434 312 C420 296 412 258 418 206 C426 140 404 62 320 62Z" fill="${colour}"/>
  <ellipse cx="320" cy="168" rx="62" ry="78" fill="SKIN"/>
  <path d="M250 150 C258 92 292 82 320 82 C348 82 382 92 390 150 C378 116 352 106 320 106 C288 106 262 116 250 150Z" fill="${colour}"/>
  <path d="M252 196 C270 268 372 268 388 196 C396 262 378 306 320 318 C262 306 244 262 252 196Z" fill="${colour}"/>
  <path d="M262 250 C300 290 350 288 380 246" fill="none" stroke="#00000022" stroke-width="4"/>`;

const peci = `
  <rect x="290" y="222" width="60" height="64" fill="SKIN"/>
  <ellipse cx="320" cy="166" rx="66" ry="82" fill="SKIN"/>
  <ellipse cx="254" cy="172" rx="10" ry="18" fill="SKIN"/><ellipse cx="386" cy="172" rx="10" ry="18" fill="SKIN"/>
  <path d="M252 128 L260 74 Q320 52 380 74 L388 128 Q320 104 252 128Z" fill="#1f1c1d"/>
  <path d="M298 214 q22 -8 44 0" fill="none" stroke="#57504a" stroke-width="5" stroke-linecap="round"/>`;

/** A person before a wall of books, 640 by 360, as SVG: what a camera of the pictures shows. */
export function portrait({ skin, clothes, head, wall }: Look): string {
  const seed = wall.charCodeAt(1) % 7;
  const top = head === 'peci' ? peci : scarf(head.scarf);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360">
    <filter id="far"><feGaussianBlur stdDeviation="3"/></filter>
    <rect width="640" height="360" fill="${wall}"/>
    <g filter="url(#far)" opacity="0.75">${shelf(112, seed)}${shelf(228, seed + 2)}${shelf(344, seed + 4)}</g>
    <path d="M132 360 C140 300 208 286 262 276 Q320 312 378 276 C432 286 500 300 508 360Z" fill="${clothes}"/>
    ${top.replaceAll('SKIN', skin)}
    <g fill="#2a211d"><ellipse cx="297" cy="164" rx="5" ry="6"/><ellipse cx="343" cy="164" rx="5" ry="6"/></g>
    <path d="M286 148 q11 -7 22 -1 M332 147 q11 -6 22 1" fill="none" stroke="#3a2c26" stroke-width="4" stroke-linecap="round"/>
    <path d="M320 170 q-6 16 2 18" fill="none" stroke="#00000033" stroke-width="3" stroke-linecap="round"/>
    <path d="M300 208 Q320 224 340 208" fill="none" stroke="#8c4a41" stroke-width="5" stroke-linecap="round"/>
  </svg>`;
}

/** The square cover of a series: roofs of a rumah gadang under its title. PNG of 1500 pixels. */
export function drawCover(lines: readonly string[], ground: string): Promise<Buffer> {
  const text = lines
    .map(
      (line, n) =>
        `<text x="50" y="${76 + n * 9}" font-size="8.6" text-anchor="middle" fill="#FBF8F3">${line}</text>`,
    )
    .join('');
  return toPng(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="1500" viewBox="0 0 100 100" font-family="sans-serif" font-weight="bold">
    <rect width="100" height="100" fill="${ground}"/>
    <path d="M14 46 Q28 42 31 18 Q37 36 50 36 Q63 36 69 18 Q72 42 86 46 Q50 54 14 46Z" fill="#E7B45C"/>
    <path d="M25 51 V62 M42 52.5 V62 M58 52.5 V62 M75 51 V62" stroke="#FBF8F3" stroke-width="3"/>
    ${text}</svg>`,
  );
}

/** A page of a talk, 1280 by 720. PNG. */
export function drawSlide(title: string, points: readonly string[]): Promise<Buffer> {
  const rows = points
    .map(
      (point, n) =>
        `<circle cx="122" cy="${328 + n * 96}" r="11" fill="#B9791A"/><text x="160" y="${342 + n * 96}" font-size="40" fill="#3b332d">${point}</text>`,
    )
    .join('');
  return toPng(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720" viewBox="0 0 1280 720" font-family="sans-serif">
    <rect width="1280" height="720" fill="#F6EFE3"/><rect width="1280" height="22" fill="#8A1C2B"/>
    <text x="104" y="190" font-size="68" font-weight="bold" fill="#8A1C2B">${title}</text>
    <rect x="104" y="226" width="150" height="8" fill="#B9791A"/>${rows}</svg>`,
  );
}

const toPng = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).png().toBuffer();
