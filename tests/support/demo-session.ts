import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import { StudioSession, type RecordingInfo } from '../../server/protocol/rest.ts';
import { launchBrowser, newPerson, viewports } from './browser.ts';
import { makeSpeaker } from './demo-media.ts';
import { hostToneHz, playStory, prepareSlides, screenColour } from './demo-story.ts';
import { useFlashCamera } from './flash-camera.ts';
import type { HubProcess } from './hub-process.ts';
import * as people from './journeys.ts';
import { usePlainScreen } from './plain-screen.ts';

export type HeldSession = {
  code: string;
  slug: string;
  /** Milliseconds the stage was live, as the host saw it. */
  liveMs: number;
  /** From the end of the session. */
  audioReadyMs: number;
  videoReadyMs: number;
  recording: RecordingInfo;
  /** Its timeline. */
  events: readonly TimelineEvent[];
  /** What pages complained about. */
  problems: string[];
  /** Whether the listener's page ever asked for a device. */
  listenerAskedForDevices: boolean;
};

/** `folder`: the hub's data. */
type Options = { folder: string; say: (text: string) => void };

/** Three people hold a session of about a minute; resolves when its episode is complete. */
export async function holdSession(
  hub: HubProcess,
  { folder, say }: Options,
): Promise<HeldSession> {
  const hostBrowser = await launchBrowser();
  const speakerBrowser = await launchBrowser(await makeSpeaker(folder));
  const listenerBrowser = await launchBrowser({ grantDevices: false });
  try {
    const host = await newPerson(hostBrowser);
    const speaker = await newPerson(speakerBrowser);
    const listener = await newPerson(listenerBrowser, { viewport: viewports.phone });
    // Small: the machine that is tested also has to be everybody's computer.
    const size = { width: 640, height: 360 };
    // Never in step with frames: each flash falls on another part of one, and no rounding adds up.
    const camera = { ...size, toneHz: hostToneHz, colour: '#305070', period: 1.01 };
    await useFlashCamera(host.page, camera);
    await usePlainScreen(speaker.page, screenColour);
    await watchForDeviceRequests(listener.page);

    if (!hub.ownerLink) throw new Error('the hub printed no owner link');
    await people.makeOwner(host.page, hub.ownerLink);
    const slug = await people.makeSeries(host.page, hub.origin, {
      title: 'Klub Buku',
      description: 'Setiap Sabtu malam kita membaca satu bab bersama.',
      cover: await makeCover(),
    });
    const title = 'Laskar Pelangi, bab satu';
    const description = 'Kita membaca bab satu. **Bawa bukunya** kalau ada.';
    const code = await people.makeSession(host.page, {
      origin: hub.origin,
      slug,
      title,
      description,
    });
    const speakerLink = await people.makeSpeakerLink(host.page, 'Pak Rahmat');
    say('The owner has an account, a series, a session and a speaker link.');

    await people.enterRoom(listener.page, `${hub.origin}/a/${code}`, 'Uni Ros');
    await people.enterRoom(host.page, `${hub.origin}/a/${code}`);
    await people.goOnStage(host.page, { consent: true });
    await prepareSlides(host.page);
    const cast = { host: host.page, speaker: speaker.page, listener: listener.page };
    const { liveMs, endedAt } = await playStory(hub, cast, { speakerLink, say });
    say('Ended. Waiting for the episode.');
    const { recording, audioReadyMs } = await waitForEpisode(host.page, code, endedAt, say);
    const { timeline } = recordingFiles(path.join(folder, 'recordings'), recording.recordingId);
    const { events } = await readTimeline(timeline);
    return {
      ...{ code, slug, recording, audioReadyMs },
      ...{ liveMs, events },
      videoReadyMs: Date.now() - endedAt,
      problems: [...host.problems, ...speaker.problems, ...listener.problems],
      listenerAskedForDevices: await listener.page.evaluate(
        () => 'askedForDevices' in globalThis,
      ),
    };
  } finally {
    await Promise.all([hostBrowser.close(), speakerBrowser.close(), listenerBrowser.close()]);
  }
}

async function watchForDeviceRequests(page: Page): Promise<void> {
  await page.addInitScript({
    content: `
      const { mediaDevices } = navigator;
      const ask = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = (wanted) => { globalThis.askedForDevices = true; return ask(wanted); };`,
  });
}

function makeCover(): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
    <rect width="100" height="100" fill="#8A1C2B"/>
    <path d="M10 62 Q30 58 34 30 Q42 50 50 50 Q58 50 66 30 Q70 58 90 62" fill="none" stroke="#E7B45C" stroke-width="5"/>
    <path d="M22 66 V82 M78 66 V82 M50 60 V82" stroke="#FBF8F3" stroke-width="4"/></svg>`;
  return sharp(Buffer.from(drawing)).resize(1500, 1500).png().toBuffer();
}

/** Asks as the studio's page does, until the recording is ready. Throws when it failed or takes ten minutes. */
async function waitForEpisode(
  page: Page,
  code: string,
  endedAt: number,
  say: (text: string) => void,
): Promise<{ recording: RecordingInfo; audioReadyMs: number }> {
  let audioReadyMs: number | undefined;
  let last = '';
  while (Date.now() - endedAt < 600_000) {
    const answer = await page.request.get(
      new URL(`/api/studio/sessions/${code}`, page.url()).href,
    );
    const { recording } = StudioSession.parse(await answer.json());
    if (recording?.episode?.mp3) audioReadyMs ??= Date.now() - endedAt;
    const running = recording?.steps.find(
      ({ state }) => state === 'running' || state === 'failed',
    );
    if (running && running.name !== last) say(`  ${(last = running.name)} …`);
    if (recording && recording.state !== 'processing') {
      if (recording.state === 'ready') return { recording, audioReadyMs: audioReadyMs ?? 0 };
      throw new Error(
        `the recording is ${recording.state}: ${running?.error ?? ''}\n${running?.errorDetail ?? ''}`,
      );
    }
    await page.waitForTimeout(500);
  }
  throw new Error('the episode was not ready after ten minutes');
}
