import sharp from 'sharp';
import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import { planEditList, type EditEntry } from '../plan/edit-list.ts';
import { overlaySvg } from './overlay.ts';
import { coverPlaceOf } from './title-card.ts';

const titles = {
  ...{ libraryName: 'Perpustakaan', seriesTitle: 'Klub', sessionTitle: 'Bab satu' },
  coverKey: undefined,
};

function entryWith(names: readonly string[], off: readonly number[] = []): EditEntry {
  const takes = names.map((displayName, index) =>
    aTake({
      peerId: `peer-${index}`,
      displayName,
      source: off.includes(index) ? 'microphone' : 'camera',
    }),
  );
  return planEditList({ takes, speakers: [], durationMs: 10_000 })[0]!;
}

test('takes show through holes, cards and paper do not', async () => {
  const entry = entryWith(['Rina', 'Budi'], [1]);
  const picture = sharp(Buffer.from(overlaySvg(entry, titles)));
  const { data, info } = await picture
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([1_280, 720]);
  const alphaAt = (x: number, y: number): number => data[(y * info.width + x) * 4 + 3] ?? -1;
  const [open, card] = entry.slots.map(({ rect }) => rect);
  expect(alphaAt(open!.x + open!.width / 2, open!.y + open!.height / 2)).toBe(0);
  expect(alphaAt(open!.x, open!.y)).toBe(255);
  expect(alphaAt(card!.x + card!.width / 2, card!.y + 20)).toBe(255);
  expect(alphaAt(4, 4)).toBe(255);
});

test('nothing is laid over a face that fills the picture, once it is known', async () => {
  const entry = entryWith(['Rina']);
  const known = { ...entry, slots: entry.slots.map((slot) => ({ ...slot, isKnown: true })) };
  const isClear = async (each: EditEntry): Promise<boolean> => {
    const picture = sharp(Buffer.from(overlaySvg(each, titles))).ensureAlpha();
    const { channels } = await sharp(await picture.png().toBuffer()).stats();
    return channels[3]?.max === 0;
  };
  expect(await isClear(entry)).toBe(false);
  expect(await isClear(known)).toBe(true);
  // A camera that is off has its name on the card.
  const off = known.slots.map((slot) => ({ ...slot, picture: undefined }));
  const unknown = entry.slots.map((slot) => ({ ...slot, picture: undefined }));
  const card = overlaySvg({ ...known, slots: off }, titles);
  expect(card).toBe(overlaySvg({ ...entry, slots: unknown }, titles));
});

const hostile = [
  '</svg><script>alert(1)</script>',
  '"><image href="file:///etc/passwd"/>',
  '&amp;&#0;&bogus;',
  "'; DROP TABLE; [in]drawtext=text='x'",
  '\u0000\u0008\uFFFE\uD800',
  '👩‍👩‍👧‍👦'.repeat(50),
  '‮עברית‏ mixed العربية',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳',
  'x'.repeat(5_000),
  '   ',
  '',
];

test('whatever a person is called, the picture is well formed and holds none of it', async () => {
  for (const layout of [
    [hostile[0]!],
    hostile.slice(0, 3),
    hostile.slice(3, 9),
    hostile.slice(5),
  ]) {
    for (const off of [[], [0, 1, 2]]) {
      const picture = overlaySvg(entryWith(layout, off), titles);
      expect(picture).not.toMatch(/script|href|NaN|undefined|DROP/);
      const { width, height } = await sharp(Buffer.from(picture), {
        unlimited: true,
      }).metadata();
      expect([width, height]).toEqual([1_280, 720]);
    }
  }
  for (const text of hostile) {
    const title = planEditList({ takes: [], speakers: [], durationMs: 10_000 })[0]!;
    const card = overlaySvg(title, {
      libraryName: text,
      seriesTitle: text,
      sessionTitle: text,
      coverKey: undefined,
    });
    // The renderer's parser is strict: broken XML throws.
    await sharp(Buffer.from(card), { unlimited: true }).metadata();
  }
});

test('of sound alone, a question takes the place of the title card, if it can be drawn', () => {
  const card = { startFrame: 0, endFrame: 90, layout: 'title' as const, slots: [] };
  const title = overlaySvg(card, titles);
  const asked = overlaySvg({ ...card, question: 'Apa itu?' }, titles);
  const answered = { ...card, layout: 'answer' as const, question: 'Apa itu?' };
  expect(asked).toBe(overlaySvg(answered, titles));
  expect(asked).not.toBe(title);
  expect(overlaySvg({ ...card, question: '📚' }, titles)).toBe(title);
});

/** The first and last column, in pixels, in which a card has a colour of letters. */
async function lettersOf(card: string): Promise<[number, number]> {
  const { data, info } = await sharp(Buffer.from(card))
    .greyscale()
    .threshold(90)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const columns = Array.from(data.keys(), (at) =>
    data[at] ? Math.floor(at / info.channels) % info.width : -1,
  ).filter((column) => column >= 0);
  return [
    columns.reduce((a, b) => Math.min(a, b), Infinity),
    columns.reduce((a, b) => Math.max(a, b), -1),
  ];
}

test('a card whose title is read from the right begins there', async () => {
  const card = { startFrame: 0, endFrame: 90, layout: 'title' as const, slots: [] };
  const [left, right] = await lettersOf(overlaySvg(card, titles));
  expect(left).toBeLessThan(120);
  expect(right).toBeLessThan(700);
  const arabic = { ...titles, sessionTitle: 'كتاب الأم' };
  const [leftmost, rightmost] = await lettersOf(overlaySvg(card, arabic));
  expect(rightmost).toBeGreaterThan(1_160);
  expect(leftmost).toBeGreaterThan(580);
  // The cover changes sides with it.
  expect(coverPlaceOf(titles).x).toBeGreaterThan(640);
  expect(coverPlaceOf(arabic).x).toBeLessThan(640);
});

test('where nothing of a title or question can be drawn, other words of the card take its place', () => {
  const card = { startFrame: 0, endFrame: 90, layout: 'title' as const, slots: [] };
  const unknown = overlaySvg(card, { ...titles, sessionTitle: '読書会' });
  const series = overlaySvg(card, { ...titles, sessionTitle: 'Klub', seriesTitle: '' });
  expect(unknown).toBe(series);
  const answer = { ...card, layout: 'answer' as const, answeredBy: 'Budi' };
  expect(overlaySvg({ ...answer, question: '何？' }, titles)).toBe(
    overlaySvg({ ...answer, question: 'Bab satu' }, titles),
  );
  // A person is head and shoulders then, without a name and without a box for one.
  const person = overlaySvg(entryWith(['Rina', '山田'], [1]), titles);
  expect(person.match(/<circle/g)).toHaveLength(2);
  expect(overlaySvg(entryWith(['山田']), titles)).not.toContain('fill-opacity');
});

test('a question stands over people and beside a screen, never upon it', async () => {
  const question = 'Bagaimana memilih buku untuk anak? '.repeat(8).trim();
  const overlayOf = (entry: EditEntry): string => overlaySvg({ ...entry, question }, titles);
  const people = entryWith(['Rina', 'Budi']);
  expect(overlayOf(people).length).toBeGreaterThan(overlaySvg(people, titles).length);

  const takes = (['camera', 'screen'] as const).map((source) =>
    aTake({ peerId: 'rina', displayName: 'Rina', source }),
  );
  const screen = planEditList({ takes, speakers: [], durationMs: 10_000 })[0]!;
  const place = screen.slots[0]!.picture!.fit.place;
  const { data, info } = await sharp(Buffer.from(overlayOf(screen)))
    .ensureAlpha()
    .extract({ left: place.x, top: place.y, width: place.width, height: place.height })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const covered = data.filter((alpha, at) => at % info.channels === 3 && alpha > 0);
  expect(covered).toHaveLength(0);
});
