import type { Clock } from '../platform/clock.ts';
import { given } from '../platform/given.ts';
import type { Keys } from '../platform/keys.ts';
import type { StudioHome, StudioSeries, StudioSession } from '../protocol/rest.ts';
import type { Catalogue } from '../series/catalogue.ts';
import { mediaUrl, toSeriesSummary, type Series, type StoredSound } from '../series/series.ts';
import { toLinkInfo, type Schedule } from '../sessions/schedule.ts';
import { toSessionInfo, type Session, type SessionRepository } from '../sessions/session.ts';
import { toEpisodeInfo } from './episode-info.ts';
import { keepTakes } from '../retention/keep-takes.ts';
import type { WithdrawalRepository } from '../edits/withdrawal.ts';
import type { EpisodeRepository } from './episode.ts';
import {
  recordedMs,
  toRecordingInfo,
  type Processing,
  type ProcessingControl,
} from './processing.ts';
import { estimateLeftMs, overallProgress } from './progress.ts';

/** A session whose time has passed stays on the studio's front page this long, to be moved or deleted. */
const lateMs = 7 * 24 * 3_600_000;

/** What hosts see: what waits, what is on, what is being made. */
export type StudioPages = {
  home(origin: string): Promise<StudioHome>;
  series(series: Series, origin: string): Promise<StudioSeries>;
  session(session: Session, origin: string): Promise<StudioSession>;
};

type Deps = {
  catalogue: Pick<Catalogue, 'list'>;
  schedule: Pick<Schedule, 'listLinks'>;
  sessions: Pick<SessionRepository, 'findById' | 'listOpen' | 'listOfSeries'>;
  processing: Pick<ProcessingControl, 'find' | 'listOpen'>;
  episodes: Pick<EpisodeRepository, 'findByRecording'>;
  listAskers: WithdrawalRepository['listAskers'];
  keys: Keys;
  /** Undefined: takes are kept for ever. */
  keepTakesMs: number | undefined;
  clock: Clock;
};

export function createStudioPages(deps: Deps): StudioPages {
  const { catalogue, schedule, sessions, processing, episodes, keys, clock } = deps;

  const toRecording = async (recording: Processing, origin: string) => {
    const { recordingId } = recording;
    const [episode, askers] = await Promise.all([
      episodes.findByRecording(recordingId),
      deps.listAskers(recordingId),
    ]);
    return toRecordingInfo(recording, episode && toEpisodeInfo(episode, origin), {
      ...{ clock, askers },
      takesKept: keepTakes({ ...recording, episode }, deps.keepTakesMs),
    });
  };

  const toProcessingLine = async (one: Processing & { episodeState: string | undefined }) => {
    const session = await sessions.findById(one.sessionId);
    if (!session) return [];
    const making = one.state === 'processing';
    const leftMs = making ? estimateLeftMs(one.steps, recordedMs(one, clock)) : undefined;
    return [
      {
        session: toSessionInfo(session),
        recordingState: one.state,
        ...(one.episodeState ? { episodeState: one.episodeState } : {}),
        progress: one.state === 'ready' ? 1 : overallProgress(one.steps),
        ...(leftMs === undefined ? {} : { leftMs }),
      },
    ];
  };

  return {
    async home(origin) {
      const [open, series, made] = await Promise.all([
        sessions.listOpen(new Date(clock.now().getTime() - lateMs)),
        catalogue.list(),
        processing.listOpen(),
      ]);
      return {
        sessions: open.map(toSessionInfo),
        series: series.map((one) => toSeriesSummary(one, origin)),
        processing: (await Promise.all(made.map(toProcessingLine))).flat(),
      };
    },

    async series(series, origin) {
      const { category, subcategory, ownerEmail, explicit, seriesId } = series;
      const { publishMode, cleanVoices, partners, intro, outro } = series;
      return {
        ...toSeriesSummary(series, origin),
        category,
        ...(subcategory ? { subcategory } : {}),
        ...(ownerEmail ? { ownerEmail } : {}),
        explicit,
        publishMode,
        cleanVoices,
        partners,
        ...given({ intro: toSeriesSound(intro), outro: toSeriesSound(outro) }),
        sessions: (await sessions.listOfSeries(seriesId)).map(toSessionInfo),
      };
    },

    async session(session, origin) {
      const [links, recording] = await Promise.all([
        schedule.listLinks(session),
        processing.find(session.sessionId),
      ]);
      return {
        session: toSessionInfo(session),
        links: links.map((link) => toLinkInfo(link, session, { keys, origin })),
        publishMode: session.series.publishMode,
        ...(recording ? { recording: await toRecording(recording, origin) } : {}),
      };
    },
  };
}

const toSeriesSound = (sound: StoredSound | undefined) =>
  sound && { url: mediaUrl(sound.key), durationMs: sound.durationMs };
