import path from 'node:path';
import type { Step } from '../jobs/step.ts';
import { joinArgs, mixArgs, type ClipToJoin, type StemToMix } from '../plan/audio-mix.ts';
import type { Clip, Clips } from '../plan/clips.ts';
import { levelStem, type Loudness } from '../plan/loudness.ts';
import type { Mute } from '../plan/mutes.ts';
import { drawHush, hushOfSilenced } from '../plan/overheard.ts';
import type { Programme } from '../plan/programme.ts';
import { fetchClips, levelClip } from './fetch-clip.ts';
import { writeLevels } from './levels-file.ts';
import { master, renderMeasured } from './master.ts';
import type { Voice } from './voices.ts';

/** A practice's voices were not compared: nobody is silenced there. */
type Ready = Pick<Voice, 'peerId' | 'file' | 'loudnessLufs'> &
  Partial<Pick<Voice, 'overheard'>>;

export type MixInput = {
  stems: readonly Ready[];
  screens: readonly Ready[];
  programme: Programme;
  /** On the session clock. */
  mutes: readonly Mute[];
  /** Heard before and after the session. */
  clips?: Clips;
};
export type MixOutput = {
  /** The master: FLAC, 24 bits, 48 kHz, stereo, as long as the programme. */
  file: string;
  durationMs: number;
  loudness: Loudness;
};

/** Levels the stems, adds them up, masters the sum to the podcast's loudness, and joins it with its clips. */
export const mixStep: Step<MixInput, MixOutput> = {
  name: 'mix',
  version: 5,
  async run({ stems, screens, programme, mutes, clips }, tools) {
    const { sessionMs, durationMs } = programme;
    const at = (name: string): string => path.join(tools.workDir, name);
    const toMix =
      (isScreen: boolean) =>
      async ({ peerId, file, loudnessLufs, overheard = [] }: Ready): Promise<StemToMix> => {
        const hushed = hushOfSilenced(overheard, mutes);
        const gainFile = hushed.length > 0 ? at(`${peerId}.gain`) : undefined;
        // In an hour there may be hundreds: more than fit on a command line.
        if (gainFile) await writeLevels(gainFile, drawHush(hushed, sessionMs));
        return {
          file,
          gainDb: levelStem(loudnessLufs),
          mutes: mutes.filter((mute) => mute.peerId === peerId && (isScreen || !mute.source)),
          gainFile,
        };
      };
    const plan = {
      speech: await Promise.all(stems.map(toMix(false))),
      screens: await Promise.all(screens.map(toMix(true))),
      programme,
    };
    const mixing = { file: at('mix.flac'), durationMs: sessionMs, share: [0, 0.4] as const };
    const mixed = await renderMeasured(mixing, tools, (file) => mixArgs({ ...plan, file }));
    const mastering = { ...mixing, file: at('master.flac'), share: [0.4, 0.9] as const };
    const loudness = await master(mixing.file, mixed, mastering, tools);
    if (!clips || clips.before.length + clips.after.length === 0) {
      return { file: mastering.file, durationMs, loudness };
    }

    await fetchClips(clips, tools);
    const ready = async (list: readonly Clip[]): Promise<ClipToJoin[]> => {
      const levelled: ClipToJoin[] = [];
      for (const clip of list) levelled.push(await levelClip(clip, tools));
      return levelled;
    };
    const [before, after] = [await ready(clips.before), await ready(clips.after)];
    const session = { file: mastering.file, durationMs: sessionMs };
    const joining = { file: at('joined.flac'), durationMs, share: [0.9, 1] as const };
    const whole = await renderMeasured(joining, tools, (file) =>
      joinArgs({ before, session, after, file }),
    );
    return { file: joining.file, durationMs, loudness: whole };
  },
};
