const tag = /<(?:\/?[a-z][^<>]*|\d[\d:.]*)>|\{\\[^{}]*\}/gi;
const voice = /<v(?:\.[^\s<>]*)?[ \t]+([^<>]+)>/gi;

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

export type Spoken = { speaker: string | undefined; text: string };

/** What a cue of a file says, by whom: voices kept as names, all other marking gone. Nothing that is empty. */
export function readCueText(raw: string): Spoken[] {
  const marks = [...raw.matchAll(voice)];
  const pieces: Spoken[] = [
    { speaker: undefined, text: raw.slice(0, marks[0]?.index ?? raw.length) },
    ...marks.map((mark, index) => ({
      speaker: plain(mark[1] ?? '') || undefined,
      text: raw.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? raw.length),
    })),
  ];
  return pieces.flatMap(({ speaker, text }) => {
    const words = plain(text.replace(tag, ''));
    return words === '' ? [] : [{ speaker, text: words }];
  });
}

/** One line, without what stands for other characters. */
function plain(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, toCharacter)
    .replace(/\s+/g, ' ')
    .trim();
}

function toCharacter(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
