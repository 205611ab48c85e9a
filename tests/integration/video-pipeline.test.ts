import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import HlsParser from 'hls-parser';
import { Parser as M3u8Parser } from 'm3u8-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import { discColour, palette } from '../../media/cards/palette.ts';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import { chunksStep } from '../../media/steps/chunks.ts';
import { editStep } from '../../media/steps/edit.ts';
import { createPublishVideoStep, type EpisodeVideo } from '../../media/steps/publish-video.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { noTranscripts } from '../support/no-transcripts.ts';
import { decodeErrors, flashOnsets, pairOffsetsMs, playingErrors } from '../support/measure.ts';
import {
  beepOnsets,
  colourAt,
  colourDistance,
  findFfmpegs,
  videoPackets,
} from '../support/video-meters.ts';
import {
  durationMs,
  makeVideoSession,
  titles,
  type VideoSession,
} from '../support/video-session.ts';

/** The picture from takes to published objects, on real ffmpeg: see makeVideoSession for what happens in it. */

const rungs = ['720p', '360p'] as const;

let session: VideoSession;
beforeAll(async () => {
  session = await makeVideoSession();
}, 180_000);
afterAll(() => session.close());

const hls = (name: string): string =>
  path.join(session.made.directory, 'hls', name, 'index.m3u8');

describe('the edit list', () => {
  test('follows arrivals, a camera that is off, a screen and who speaks', () => {
    const told = session.edit.entries.map(({ startFrame, layout, slots }) =>
      [
        startFrame,
        layout,
        ...slots.map(({ peerId, picture }) => picture?.takeId ?? `${peerId}?`),
      ].join(' '),
    );
    expect(told).toEqual([
      '0 full rina-camera',
      '129 grid rina-camera budi-camera',
      '329 grid rina? budi-camera',
      '480 grid rina-camera budi-camera',
      '540 screen rina-screen budi-camera',
      '591 screen rina-screen rina-camera',
      '655 grid rina-camera budi-camera',
      '723 full rina-camera',
    ]);
    expect(session.edit.hasVideo).toBe(true);
  });
});

describe('chunks', () => {
  test('have every frame they must have', async () => {
    expect(session.chunks.map(({ frames }) => frames)).toEqual([720, 90]);
    for (const { frames, parts } of session.chunks) {
      const counts = await Promise.all(parts.map(({ files }) => videoPackets(files['360p']!)));
      expect(counts.reduce((sum, packets) => sum + packets.length, 0)).toBe(frames);
    }
  });

  test('a killed ffmpeg leaves nothing half-done: the next attempt makes the same bytes', async () => {
    const entries = session.edit.entries.slice(0, 4);
    const tools = await session.toolsFor('killed');
    const complete = (): string[] =>
      readdirSync(tools.workDir).filter((name) => /^part-.*\.mp4$/.test(name));
    let killed: number | undefined;
    const killOnce = (): void => {
      if (killed !== undefined || complete().length < rungs.length) return;
      killed = 0;
      void findFfmpegs(tools.workDir).then((pids) => {
        killed = pids.length;
        for (const pid of pids) process.kill(pid, 'SIGKILL');
      });
    };
    const input = { entries, takes: session.takes, titles };
    await expect(chunksStep.run(input, { ...tools, progress: killOnce })).rejects.toThrow(
      /ffmpeg/,
    );
    expect(killed).toBeGreaterThan(0);
    expect(complete().length).toBeGreaterThanOrEqual(rungs.length);
    expect(complete().length).toBeLessThan(4 * rungs.length);

    await chunksStep.run(input, tools);
    const again = await hashes(tools.workDir);
    expect(Object.keys(again)).toHaveLength(4 * rungs.length);
    expect(await hashes(path.join(session.root, 'chunks'))).toMatchObject(again);
    expect((await readdir(tools.workDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  async function hashes(directory: string): Promise<Record<string, string>> {
    const names = (await readdir(directory)).filter((name) => name.endsWith('.mp4'));
    const pairs = names.map(async (name) => {
      const bytes = await readFile(path.join(directory, name));
      return [name, createHash('sha256').update(bytes).digest('hex')] as const;
    });
    return Object.fromEntries(await Promise.all(pairs));
  }
});

describe.each(rungs)('the %s rendition', (rung) => {
  test('has one frame every 3000 ticks, a keyframe at every segment, and decodes cleanly', async () => {
    const packets = await videoPackets(hls(rung));
    const shown = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
    expect(shown).toEqual(Array.from({ length: 810 }, (_, frame) => frame * 3_000));
    const keys = new Set(packets.filter(({ key }) => key).map(({ pts }) => pts / 3_000));
    for (let frame = 0; frame < 810; frame += 60) expect(keys).toContain(frame);
    expect(await playingErrors(hls(rung))).toEqual([]);
  });

  test('flashes when the sound beeps, within 20 ms, before and after everything that happens', async () => {
    const beeps = await beepOnsets(hls('audio'));
    const flashes = await flashOnsets(hls(rung), 10);
    const offsets = pairOffsetsMs(beeps, flashes);
    expect(offsets.length).toBeGreaterThanOrEqual(24);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(20);
  });
});

describe('what is seen', () => {
  test('a camera that is off shows the avatar card, and comes back', async () => {
    const tile = session.edit.entries[2]!.slots[0]!.rect;
    // On the disc, beside its letters.
    const disc = {
      x: tile.x + tile.width / 2,
      y: Math.round(tile.y + tile.height * 0.43 - 75),
    };
    expect(
      colourDistance(await colourAt(hls('720p'), 13.5, disc), discColour('rina')),
    ).toBeLessThan(12);
    const corner = { x: tile.x + 40, y: tile.y + 40 };
    expect(
      colourDistance(await colourAt(hls('720p'), 13.5, corner), palette.surface),
    ).toBeLessThan(12);
    expect(colourDistance(await colourAt(hls('720p'), 8.5, corner), '#5577AA')).toBeLessThan(
      12,
    );
    expect(colourDistance(await colourAt(hls('720p'), 17.5, corner), '#5577AA')).toBeLessThan(
      12,
    );
  });

  test('a shared screen is whole, with paper around it', async () => {
    const { place } = session.edit.entries[4]!.slots[0]!.picture!.fit;
    expect(place.width / place.height).toBeCloseTo(1.6, 1);
    const inCorner = { x: place.x + 12, y: place.y + 12 };
    expect(colourDistance(await colourAt(hls('720p'), 18.5, inCorner), '#666688')).toBeLessThan(
      12,
    );
    const above = { x: place.x + 40, y: place.y - 20 };
    expect(
      colourDistance(await colourAt(hls('720p'), 18.5, above), palette.paper),
    ).toBeLessThan(12);
  });
});

describe('the package', () => {
  const read = (name: string): Promise<string> =>
    readFile(path.join(session.made.directory, name), 'utf8');

  test('playlists are what strict parsers expect', async () => {
    HlsParser.setOptions({ strictMode: true });
    const master = HlsParser.parse(await read('hls/master.m3u8'));
    if (!master.isMasterPlaylist) throw new Error('not a multivariant playlist');
    const pictures = master.variants.filter(
      ({ resolution, isIFrameOnly }) => resolution && !isIFrameOnly,
    );
    expect(pictures.map(({ resolution }) => resolution?.height)).toEqual([720, 360, 1_080]);
    expect(pictures.map(({ frameRate }) => frameRate)).toEqual([30, 30, 30]);
    const soundAlone = master.variants.find(({ resolution }) => !resolution);
    expect(soundAlone).toMatchObject({ uri: 'audio/index.m3u8', codecs: 'mp4a.40.2' });
    expect(master.variants.filter(({ isIFrameOnly }) => isIFrameOnly)).toHaveLength(1);
    expect(pictures[0]!.audio[0]).toMatchObject({
      language: 'id',
      channels: '2',
      isDefault: true,
    });
    expect(await read('hls/master.m3u8')).toContain('CLOSED-CAPTIONS=NONE');

    const ends = [];
    for (const name of [...rungs, '1080p', 'audio']) {
      const media = HlsParser.parse(await read(`hls/${name}/index.m3u8`));
      if (media.isMasterPlaylist) throw new Error('not a media playlist');
      expect(media).toMatchObject({
        version: 7,
        targetDuration: 6,
        playlistType: 'VOD',
        endlist: true,
      });
      ends.push(media.segments.map(({ duration }) => duration));
    }
    const lengths = [6, 6, 6, 3.83333, 5.16667];
    expect(ends.slice(0, 3)).toEqual([lengths, lengths, lengths]);
    expect(ends[3]).toHaveLength(5);
    const lists = [...rungs, '1080p', 'audio', 'iframes'].map((name) => `${name}/index`);
    for (const name of ['master', ...lists]) {
      const parser = new M3u8Parser();
      const complaints: string[] = [];
      parser.on('warn', ({ message }) => complaints.push(message));
      parser.push(await read(`hls/${name}.m3u8`));
      parser.end();
      expect(complaints).toEqual([]);
    }
  });

  test('says of every rendition what it is: codecs, size and measured rates', async () => {
    const master = await read('hls/master.m3u8');
    const audio = await rates('audio');
    for (const rung of rungs) {
      const line = master
        .split('\n')
        .find((_, index, all) => all[index + 1] === `${rung}/index.m3u8`)!;
      const video = await rates(rung);
      const told = (name: string): number =>
        Number(new RegExp(`[:,]${name}=(\\d+)`).exec(line)?.[1]);
      expect(told('BANDWIDTH') / (video.peak + audio.peak)).toBeCloseTo(1, 2);
      expect(told('AVERAGE-BANDWIDTH') / (video.average + audio.average)).toBeCloseTo(1, 2);
      const stream = (await probeMedia(hls(rung))).streams[0]!;
      expect(stream).toMatchObject({ codec: 'h264', profile: 'High', startMs: 0 });
      expect(line).toContain(`RESOLUTION=${stream.width}x${stream.height}`);
      const init = await readFile(path.join(session.made.directory, 'hls', rung, 'init.mp4'));
      const avcC = init.indexOf('avcC') + 4;
      expect(line).toContain(
        `CODECS="avc1.${init.toString('hex', avcC + 1, avcC + 4)},mp4a.40.2"`,
      );
    }
    expect((await probeMedia(hls('audio'))).streams).toMatchObject([
      { codec: 'aac', sampleRate: 48_000, channels: 2, startMs: 0 },
    ]);
    const peaks = master.matchAll(/STREAM-INF:BANDWIDTH=(\d+)/g);
    expect(session.made.bandwidth).toBe(
      Math.max(...[...peaks].map(([, peak]) => Number(peak))),
    );
  });

  /** Segment by segment, from the files: every segment but a short last one is a run of its own. */
  async function rates(name: string): Promise<{ peak: number; average: number }> {
    const media = HlsParser.parse(await read(`hls/${name}/index.m3u8`));
    if (media.isMasterPlaylist) throw new Error('not a media playlist');
    const sizes = await Promise.all(
      media.segments.map(async ({ uri, duration }) => {
        const { size } = await stat(path.join(session.made.directory, 'hls', name, uri));
        return { bits: size * 8, duration };
      }),
    );
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
    return {
      peak: Math.max(...sizes.map(({ bits, duration }) => bits / duration)),
      average: sum(sizes.map(({ bits }) => bits)) / sum(sizes.map(({ duration }) => duration)),
    };
  }

  test('I-frames can be fetched one by one and are pictures', async () => {
    const list = new M3u8Parser();
    list.push(await read('hls/iframes/index.m3u8'));
    list.end();
    expect(list.manifest.iFramesOnly).toBe(true);
    expect(list.manifest.segments).toHaveLength(27);
    const file = await readFile(path.join(session.made.directory, 'hls/iframes/iframes.mp4'));
    const [first] = list.manifest.segments;
    for (const second of [0, 13, 26]) {
      const { offset, length } = list.manifest.segments[second]!.byterange!;
      const alone = path.join(session.root, `i-frame-${second}.mp4`);
      await writeFile(
        alone,
        Buffer.concat([
          file.subarray(0, first!.byterange!.offset),
          file.subarray(offset, offset + length),
        ]),
      );
      expect(await videoPackets(alone)).toEqual([{ pts: second * 90_000, key: true }]);
      expect(await decodeErrors(alone)).toBe('');
    }
  });

  test('chapters and thumbnails are valid WebVTT, and every picture they name is there', async () => {
    for (const name of ['chapters.vtt', 'thumbnails.vtt']) {
      const kind = name === 'chapters.vtt' ? 'chapters' : 'metadata';
      const { cues, errors } = new WebVTTParser().parse(await read(name), kind);
      expect(errors).toEqual([]);
      expect(cues.at(-1)?.endTime).toBe(27);
    }
    expect(await read('chapters.vtt')).toContain('Pertanyaan --&gt; pertama &amp; terakhir');
    expect(JSON.parse(await read('chapters.json'))).toEqual({
      version: '1.2.0',
      chapters: [
        { startTime: 0, title: 'Bab satu' },
        { startTime: 12, title: 'Pertanyaan --> pertama & terakhir' },
      ],
    });
    const sheet = await probeMedia(path.join(session.made.directory, 'thumbnails-001.jpg'));
    expect(sheet.streams[0]).toMatchObject({ width: 1_600, height: 900 });
    const poster = await probeMedia(path.join(session.made.directory, 'poster.jpg'));
    expect(poster.streams[0]).toMatchObject({ width: 1_280, height: 720 });
  });
});

describe('publishing', () => {
  const audio = {
    revision: 3,
    durationMs,
    chapters: [],
    editsVersion: 0,
    textVersion: 0,
    cuts: [],
    leadMs: 0,
    mp3: { key: 'episodes/episode/3-0/audio.mp3', bytes: 1 },
    m4a: { key: 'episodes/episode/3-0/audio.m4a', bytes: 1 },
    objects: [],
    loudnessLufs: undefined,
    truePeakDbtp: undefined,
  };

  test('uploads what is pointed to before what points to it, and tells the episode last', async () => {
    const order: string[] = [];
    const watched: ObjectStore = {
      ...session.store,
      put: async (key, body, meta, signal) => {
        order.push(`${meta.contentType} ${key}`);
        return session.store.put(key, body, meta, signal);
      },
    };
    let told: EpisodeVideo | undefined;
    const setMedia = (_: unknown, __: unknown, video: EpisodeVideo): Promise<void> => {
      order.push('episode');
      told = video;
      return Promise.resolve();
    };
    const step = createPublishVideoStep({ setMedia }, noTranscripts);
    const input = {
      episodeId: 'episode',
      hasVideo: session.edit.hasVideo,
      package: session.made,
      audio,
    };
    await step.run(input, await session.toolsFor('publish', { store: watched }));

    expect(order.at(-1)).toBe('episode');
    expect(order.at(-2)).toMatch(/^application\/vnd\.apple\.mpegurl .*\/hls\/master\.m3u8$/);
    const firstPlaylist = order.findIndex((each) => each.includes('mpegurl'));
    expect(order.slice(firstPlaylist, -1).every((each) => each.includes('mpegurl'))).toBe(true);
    expect(told?.hlsKey).toMatch(/^episodes\/episode\/3-[0-9a-f]{8}\/hls\/master\.m3u8$/);
    for (const key of [told?.posterKey, told?.thumbnailsKey, told?.chaptersKey]) {
      expect(await session.store.find(key!)).toMatchObject({
        cacheControl: expect.stringMatching('immutable') as string,
      });
    }
  });

  test('an upload that fails changes nothing about the episode', async () => {
    const broken: ObjectStore = {
      ...session.store,
      find: () => Promise.resolve(undefined),
      put: () => Promise.reject(new Error('away')),
    };
    const neverTold = { setMedia: () => Promise.reject(new Error('must not be called')) };
    const step = createPublishVideoStep(neverTold, noTranscripts);
    const input = { episodeId: 'episode', hasVideo: true, package: session.made, audio };
    const running = step.run(input, await session.toolsFor('publish', { store: broken }));
    await expect(running).rejects.toThrow('away');
  });
});

test('a session of sound alone is a title card, drawn once however long it lasts', async () => {
  const input = {
    ...session.edit,
    sessionTitle: 'Suara',
    language: 'id',
    takes: [],
    stems: [],
    marks: [],
    answers: [],
  };
  const planned = await editStep.run(
    { ...input, durationMs: 49_000 },
    await session.toolsFor('edit'),
  );
  expect(planned.hasVideo).toBe(false);
  const tools = await session.toolsFor('sound');
  const drawn = await chunksStep.run({ entries: planned.entries, takes: [], titles }, tools);
  expect(drawn.chunks.map(({ frames }) => frames)).toEqual([720, 720, 30]);
  const filesOf = (index: number) => drawn.chunks[index]!.parts.map(({ files }) => files);
  expect(filesOf(1)).toEqual(filesOf(0));
  const parts = (await readdir(tools.workDir)).filter((name) => name.startsWith('part-'));
  expect(parts).toHaveLength(2 * rungs.length);
});
