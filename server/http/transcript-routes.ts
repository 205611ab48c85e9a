import { Router } from 'express';
import { z } from 'zod';
import {
  TranscriptChange,
  transcriptLimits,
  TranscriptSeenBody,
  type StudioTranscript,
  type Transcript,
} from '../protocol/transcripts.ts';
import type { Schedule } from '../sessions/schedule.ts';
import type { TranscriptDesk } from '../transcripts/transcript-desk.ts';
import type { Endpoint } from './endpoint.ts';
import { readCaptions } from './request-body.ts';
import { ByCode } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  transcriptDesk: TranscriptDesk;
};

const upload = {
  body: z.strictObject({
    bytes: z.instanceof(Buffer),
    version: z.coerce.number().int().nonnegative(),
    clock: z.enum(['session', 'episode']),
  }),
  read: readCaptions(transcriptLimits.uploadBytes),
} as const;

/** What hosts do with a session's transcript. Mounted at /api. */
export function createTranscriptRoutes({ endpoint, schedule, transcriptDesk }: Deps): Router {
  const router = Router();
  const path = '/studio/sessions/:code/transcript';

  endpoint(
    router,
    'get',
    path,
    { action: 'episode:read-draft', params: ByCode },
    async ({ params }): Promise<StudioTranscript> =>
      transcriptDesk.open(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'patch',
    path,
    { action: 'episode:change', params: ByCode, body: TranscriptChange },
    async ({ params, body }): Promise<{ version: number }> =>
      transcriptDesk.change(await schedule.get(params.code), body),
  );

  endpoint(
    router,
    'post',
    `${path}/upload`,
    { action: 'episode:change', params: ByCode, ...upload },
    async ({ params, body }): Promise<Transcript> =>
      transcriptDesk.upload(await schedule.get(params.code), body),
  );

  endpoint(
    router,
    'post',
    `${path}/publish`,
    { action: 'episode:publish', params: ByCode, body: TranscriptSeenBody },
    async ({ params, body }): Promise<void> =>
      transcriptDesk.publish(await schedule.get(params.code), body.version),
  );

  endpoint(
    router,
    'post',
    `${path}/unpublish`,
    { action: 'episode:publish', params: ByCode },
    async ({ params }): Promise<void> =>
      transcriptDesk.unpublish(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'post',
    `${path}/recognition/retry`,
    { action: 'recording:process', params: ByCode },
    async ({ params }): Promise<void> =>
      transcriptDesk.recogniseAgain(await schedule.get(params.code)),
  );

  return router;
}
