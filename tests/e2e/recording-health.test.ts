import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { judgeRecording, judgeTakenOut } from '../../media/plan/recording-health.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import {
  emptyHealth,
  tellDamage,
  type RecordingHealth,
} from '../../server/protocol/recording-health.ts';
import { axeViolations } from '../support/axe.ts';
import { viewports } from '../support/browser.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { overflowPx } from '../support/page-state.ts';
import { openPageStudio, type PageStudio } from '../support/page-studio.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/** What hosts read of a recording that did not arrive whole: as it lies on the disk, judged, stored and shown. */

const scope = new Scope('test', silentLog);
/** Where pictures of the page go; none otherwise. */
const pictures = process.env['PICTURES'];

let studio: PageStudio;
let address: string;
/** Of a session of which nothing was recorded. */
let emptyAddress: string;

beforeAll(async () => {
  studio = await openPageStudio(scope);
  const { db } = studio.hub;
  const session = await aSession(db);
  await db.prisma.session.update({
    where: { sessionId: session.sessionId },
    data: { state: 'ended' },
  });
  const { recordingId } = await addRecording(db, session, { state: 'ready' });
  const health = { ...(await judgedRecording()), madeWhole: 'too-little' };
  await db.prisma.recording.update({ where: { recordingId }, data: { health } });
  for (const displayName of ['Ani', 'محمد', '山田 Hanako'])
    await db.prisma.take.create({
      data: {
        ...{ recordingId, takeId: displayName, peerId: displayName, displayName },
        ...{ kind: 'audio', source: 'microphone', codec: 'opus', startedAt: new Date() },
      },
    });
  address = `/studio/sessions/${session.code}`;
  const vain = await aSession(db);
  await db.prisma.session.update({
    where: { sessionId: vain.sessionId },
    data: { state: 'ended' },
  });
  const empty = await addRecording(db, vain, { state: 'ready' });
  await db.prisma.recording.update({
    where: { recordingId: empty.recordingId },
    data: { state: 'empty', health: emptyHealth('no-room') },
  });
  emptyAddress = `/studio/sessions/${vain.code}`;
}, 180_000);
afterAll(() => scope.close('tests ended'));

/**
 * Three minutes of Ani and Budi: after 20 s the recorder dies and is back within five, and from 70 s to 140 s there is no
 * room on the disk. Some of the camera's pictures were not kept, and Budi's own never showed one.
 */
async function judgedRecording(): Promise<RecordingHealth> {
  const media = await loadFlashMedia();
  const sound = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const picture = { frames: packetiseVp8(media.vp8), frameMs: 1000 / 30, clockRate: 90_000 };
  const parts = [
    { fromMs: 0, toMs: 20_500, reason: 'interrupted' },
    { fromMs: 25_500, toMs: 70_000, reason: 'no-room' },
    { fromMs: 140_000, toMs: 180_000, reason: 'session-ended' },
  ] as const;
  const takes = parts.flatMap(({ fromMs, toMs, reason }, index) => {
    const when = { beginsMs: fromMs + 1, ends: { atMs: toMs, reason } };
    const voice = (peerId: string) => ({
      ...{ takeId: `${peerId}-${index}`, codec: 'opus' as const, peerId, ...when },
      arrivals: arrivalsOf({ ...sound, fromMs, toMs }),
    });
    const isKept = (atMs: number) => atMs < 150_000 || atMs > 153_000;
    const camera = {
      ...{ takeId: `camera-${index}`, codec: 'vp8' as const, ...when },
      arrivals: [
        ...arrivalsOf({ ...picture, fromMs, toMs }).filter(({ atMs }) => isKept(atMs)),
        ...(index === 2 ? [{ atMs: 150_500, shed: true as const }] : []),
      ].sort((a, b) => a.atMs - b.atMs),
    };
    return [voice('ani'), voice('budi'), camera];
  });
  const recordingsDir = await makeRecordingsDir(scope);
  const nothing = {
    ...{ takeId: 'nothing', codec: 'vp8' as const, peerId: 'budi', arrivals: [] },
    ...{ beginsMs: 30_000, ends: { atMs: 60_000, reason: 'closed' as const } },
  };
  const recordingId = await writeRecording(recordingsDir, {
    ...{ takes: [...takes, nothing], ranges: [[0, 180_000]] },
    told: [[24_000, { type: 'recorder.restart' }]],
  });
  const files = recordingFiles(recordingsDir, recordingId);
  const remuxed = await remuxRecording({
    ...{ files, outDir: path.join(files.work, 'takes'), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  const takeIds = remuxed.takes.map(({ takeId }) => takeId);
  const judged = judgeRecording(remuxed, [{ takeIds, loudnessLufs: -20 }]);
  const beneath = [{ fromMs: 31_000, toMs: 33_500 }];
  const bleed = [{ peerId: 'ani', stretches: [], beneath }];
  const strayTakes = [
    { takeId: 'stray', displayName: 'Citra', source: 'microphone' as const },
    { takeId: 'spoilt', displayName: '' },
  ];
  const damaged = tellDamage(judged, { damagedLines: 2, strayTakes });
  return judgeTakenOut(damaged, { bleed, isBleedKnown: true }, remuxed.takes);
}

test.each([
  ['a phone', viewports.phone],
  ['a desktop', viewports.desktop],
])('on %s hosts read what is missing, why and whose', async (_what, viewport) => {
  const { page } = await studio.openAsHost(address, viewport);
  const health = page.locator('.health');
  await health.waitFor();
  expect(await health.locator('.health__verdict').innerText()).toBe(
    'Kesehatan rekaman: kurang. Sebagian hilang atau perlu Anda periksa.',
  );
  expect(await health.locator(':scope > .health__missing > li').allInnerTexts()).toEqual([
    'Tidak terekam selama 5 detik mulai 0:20 karena perekamnya mati dan harus dimulai lagi: suara dan gambar Ani dan budi.',
    'Tidak terekam selama 30 detik mulai 0:30 karena tidak ada yang sampai dengan utuh: gambar budi.',
    'Tidak terekam dari 1:10 sampai 2:20 karena tempat di server habis: suara dan gambar.',
    'Citra, mikrofon',
    'Tidak diketahui milik siapa',
  ]);
  expect(await health.innerText()).toContain('2 baris di catatan acara rusak');
  expect(await health.innerText()).toContain('Podcast-nya lebih lama dibuat');
  await health.getByText('1 bagian untuk didengarkan').click();
  await health.getByText('Mulai 0:31 sampai 0:33, di mikrofon Ani').waitFor();
  await health.getByText('Rincian tiap orang').click();
  // A take of twenty seconds is none of a minute.
  await health.getByText('mulai 0:00, 20 detik').first().waitFor();
  await health.getByText('−20,0 LUFS').or(health.getByText('-20,0 LUFS')).first().waitFor();
  await health
    .getByText(/detik tidak disimpan karena server terlalu lambat menulis atau tempatnya habis/)
    .waitFor();
  expect(await health.innerText()).not.toContain('sambungan terganggu');
  // One sign before each, and no bullet beside it.
  const signs = await health
    .locator('li:has-text("detik tidak disimpan") li')
    .evaluateAll((items) =>
      items.map((item) => [
        getComputedStyle(item).listStyleType,
        getComputedStyle(item, '::before').content,
      ]),
    );
  expect(signs).toEqual([['none', '"▲"']]);
  if (pictures)
    await page.screenshot({ path: `${pictures}-${viewport.width}.png`, fullPage: true });
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflowPx(page)).toBeLessThanOrEqual(0);
});

test('of a session of which nothing was recorded hosts read that, and why', async () => {
  const { page } = await studio.openAsHost(emptyAddress, viewports.phone);
  const health = page.locator('.health');
  expect((await health.innerText()).split(/\n+/)).toEqual([
    'Kesehatan rekaman: kosong. Tidak ada yang terekam.',
    'Tempat di server habis, jadi tidak ada yang bisa disimpan. Kosongkan tempat sebelum acara berikutnya.',
  ]);
  if (pictures) await page.screenshot({ path: `${pictures}-empty.png`, fullPage: true });
  expect(await axeViolations(page)).toEqual([]);
});

test('hosts read which letters of a name or a title are not seen in the picture', async () => {
  const { page } = await studio.openAsHost(address, viewports.phone);
  await page
    .getByText('Nama yang tidak terlihat di gambar episode, atau hanya sebagian: 山田 Hanako.')
    .waitFor();
  const said = page.getByText(/^Tidak terlihat di gambar episode: /);
  const title = page.getByLabel('Judul acara');
  await title.fill('Klub 読書会');
  expect(await said.innerText()).toContain(': 読書会. ');
  expect(await axeViolations(page)).toEqual([]);
  if (pictures) await page.screenshot({ path: `${pictures}-undrawn.png`, fullPage: true });
  await title.fill('كتاب الأم, Война и мир, Laskar Pelangi');
  await said.waitFor({ state: 'detached' });
});
