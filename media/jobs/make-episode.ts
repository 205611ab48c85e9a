import type { Edit } from '../../server/protocol/edits.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { RecordingHealth } from '../../server/protocol/recording-health.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import { listAnswers } from '../plan/answers.ts';
import { listMarks } from '../plan/marks.ts';
import { keepChapters, planProgramme } from '../plan/programme.ts';
import { judgeRecording } from '../plan/recording-health.ts';
import { showEntries } from '../plan/show-entries.ts';
import { listSlides } from '../plan/slides.ts';
import { listPollResults } from '../plan/poll-results.ts';
import { draftNotes, plainNotes } from '../plan/show-notes.ts';
import type { Stretch } from '../plan/stretches.ts';
import { listWrittenAnswers } from '../plan/written-answers.ts';
import type { AudioInput, AudioOutput } from '../steps/audio.ts';
import type { ChunksInput, ChunksOutput } from '../steps/chunks.ts';
import type { CollectInput } from '../steps/collect.ts';
import type { EditInput, EditOutput } from '../steps/edit.ts';
import { forgetInChapters, forgetInEvents, tracesOf } from '../plan/withdrawn.ts';
import { eraseWithdrawn } from '../steps/erase-recorded.ts';
import { listRecording, type RecordingListing } from '../steps/list-recording.ts';
import type { KeepPracticeInput, KeepPracticeOutput } from '../steps/keep-practice.ts';
import type { MixInput, MixOutput } from '../steps/mix.ts';
import type { PackageInput, PackageOutput } from '../steps/package.ts';
import type { PublishAudioInput, PublishAudioOutput } from '../steps/publish-audio.ts';
import type { PublishVideoInput, PublishVideoOutput } from '../steps/publish-video.ts';
import type { PicturesOutput } from '../steps/remux.ts';
import type { StemsInput, StemsOutput } from '../steps/stems.ts';
import type { VoicesInput, VoicesOutput } from '../steps/voices.ts';
import type { RecordedSession } from '../store/recording-repository.ts';
import { inOrder, titlesOf } from './arrange-session.ts';
import type { StepRunner } from './step-runner.ts';
import type { Step } from './step.ts';

export type PipelineSteps = {
  collect: Step<CollectInput, RecordingListing>;
  remux: Step<RecordingListing, RemuxedRecording>;
  pictures: Step<RecordingListing, PicturesOutput>;
  stems: Step<StemsInput, StemsOutput>;
  voices: Step<VoicesInput, VoicesOutput>;
  edit: Step<EditInput, EditOutput>;
  mix: Step<MixInput, MixOutput>;
  audio: Step<AudioInput, AudioOutput>;
  publishAudio: Step<PublishAudioInput, PublishAudioOutput>;
  chunks: Step<ChunksInput, ChunksOutput>;
  package: Step<PackageInput, PackageOutput>;
  publishVideo: Step<PublishVideoInput, PublishVideoOutput>;
  keepPractice: Step<KeepPracticeInput, KeepPracticeOutput>;
};

/**
 * From takes to a published episode: each step's input is made of what earlier ones gave. The order is that of
 * media/contract/jobs.ts: the podcast is out before the first picture is drawn.
 */
export async function makeEpisode(
  run: StepRunner,
  steps: PipelineSteps,
  session: RecordedSession,
  files: ReturnType<typeof recordingFiles>,
  store: ObjectStore,
  onHealth: (health: RecordingHealth) => Promise<void>,
): Promise<'ready' | 'empty'> {
  const { title, series, withdrawn } = session;
  const { language } = series;

  await eraseWithdrawn(session.recordingId, withdrawn, files, store);
  const collected = await run(steps.collect, { present: await listRecording(files) });
  const remuxed = await run(steps.remux, collected.output);
  const { takes: sounds, durationMs, zeroUs } = remuxed.output;
  const events = forgetInEvents(remuxed.output.events, withdrawn);
  if (durationMs <= 0) return 'empty';
  if (sounds.length === 0) {
    const pictures = await run(steps.pictures, collected.output);
    if (pictures.output.takes.length === 0) return 'empty';
  }

  const answers = listAnswers(events, zeroUs);
  const notes = draftNotes({
    description: session.description,
    answers: listWrittenAnswers(events),
    polls: listPollResults(events),
    partners: series.partners,
    language,
  });
  const stems = await run(steps.stems, { takes: sounds, durationMs }, [remuxed]);
  await onHealth(judgeRecording(sounds, stems.output.stems));
  const clean = series.cleanVoices;
  const voices = await run(steps.voices, { ...stems.output, clean }, [stems]);

  const arrange = async () => {
    const pictures = await run(steps.pictures, collected.output);
    const takes = inOrder([...sounds, ...pictures.output.takes]);
    await onHealth(judgeRecording(takes, stems.output.stems, voices.output.stems));
    const edit = await run(
      steps.edit,
      {
        sessionTitle: title,
        language,
        durationMs,
        takes,
        stems: stems.output.stems,
        marks: listMarks(events, zeroUs),
        answers,
        slides: listSlides(events, zeroUs),
      },
      [remuxed, pictures, stems],
    );
    return { takes, pictures, edit };
  };
  const { edits, clips } = session;
  const { cuts, mutes } = sortEdits(edits.edits);
  const programme = planProgramme(durationMs, cuts, clips);
  const { stems: cleaned, screens } = voices.output;
  const mixing = { stems: cleaned, screens, programme, mutes, clips };
  const [mix, { takes, pictures, edit }] = await both(
    run(steps.mix, mixing, [voices]),
    arrange(),
  );

  const shown = { durationMs, cuts: programme.cuts, answers, clips };
  const entries = showEntries(edit.output.entries, shown);
  const found = edits.chapters
    ? forgetInChapters(edits.chapters, tracesOf(remuxed.output.events, withdrawn))
    : edit.output.chapters;
  const chapters = keepChapters(found, programme, durationMs, clips);

  const audio = await run(
    steps.audio,
    {
      masterFile: mix.output.file,
      durationMs: programme.durationMs,
      chapters,
      title,
      comment: plainNotes(notes),
      heldAt: session.heldAt.toISOString(),
      series: {
        title: series.title,
        author: series.author,
        language,
        coverKey: series.coverKey,
      },
    },
    [mix],
  );
  const published = await run(
    steps.publishAudio,
    {
      audio: audio.output,
      revision: session.revision,
      chapters,
      editsVersion: edits.version,
      cuts,
      leadMs: Math.round(programme.leadMs),
      seriesId: series.seriesId,
      title,
      notes,
      publishMode: series.publishMode,
    },
    [audio],
  );

  const drawing = { entries, takes, titles: titlesOf(session) };
  const chunks = await run(steps.chunks, drawing, [pictures, edit]);
  const packaged = await run(
    steps.package,
    {
      durationMs: programme.durationMs,
      chunks: chunks.output.chunks,
      entries,
      chapters,
      audioFile: audio.output.aac.file,
      language,
    },
    [chunks, audio],
  );
  const { episodeId } = published.output;
  await run(
    steps.publishVideo,
    {
      episodeId,
      hasVideo: edit.output.hasVideo,
      package: packaged.output,
      audio: published.output.audio,
    },
    [packaged, published],
  );
  return 'ready';
}

/** Waits for both, also when one fails: whoever tries again finds nothing under way. */
async function both<First, Second>(
  first: Promise<First>,
  second: Promise<Second>,
): Promise<[First, Second]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

function sortEdits(edits: readonly Edit[]): Pick<MixInput, 'mutes'> & { cuts: Stretch[] } {
  const cuts: Stretch[] = [];
  const mutes: (Stretch & { peerId: string })[] = [];
  for (const { fromMs, toMs, ...edit } of edits) {
    if (edit.kind === 'cut') cuts.push({ fromMs, toMs });
    else mutes.push({ fromMs, toMs, peerId: edit.peerId });
  }
  return { cuts, mutes };
}
