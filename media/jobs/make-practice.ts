import type { recordingFiles } from '../contract/recording-files.ts';
import { planProgramme } from '../plan/programme.ts';
import { listRecording } from '../steps/list-recording.ts';
import type { RecordedSession } from '../store/recording-repository.ts';
import { stemsOf } from './arrange-session.ts';
import type { PipelineSteps } from './make-episode.ts';
import type { StepRunner } from './step-runner.ts';

/** From the takes of a practice to its sounds: no picture, nothing published. In the order of media/contract/jobs.ts. */
export async function makePractice(
  run: StepRunner,
  steps: Pick<PipelineSteps, 'collect' | 'remux' | 'stems' | 'mix' | 'keepPractice'>,
  session: Pick<RecordedSession, 'bleed'>,
  files: ReturnType<typeof recordingFiles>,
): Promise<'ready' | 'empty'> {
  const collected = await run(steps.collect, { present: await listRecording(files) });
  const remuxed = await run(steps.remux, collected.output);
  const { takes, durationMs } = remuxed.output;
  if (takes.length === 0 || durationMs <= 0) return 'empty';

  const stems = await run(steps.stems, stemsOf(session, remuxed.output), [remuxed]);
  const programme = planProgramme(durationMs, []);
  const mix = await run(steps.mix, { ...stems.output, programme, mutes: [] }, [stems]);
  await run(steps.keepPractice, { mix: mix.output, stems: stems.output }, [stems, mix]);
  return 'ready';
}
