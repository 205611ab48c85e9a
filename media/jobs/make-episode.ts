import { rm } from 'node:fs/promises';
import { isThere } from '../../server/platform/is-there.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import {
  emptyHealth,
  tellDamage,
  type RecordingHealth,
} from '../../server/protocol/recording-health.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import { findDamage } from '../capture/timeline-damage.ts';
import { listUnwritten } from '../capture/unwritten-takes.ts';
import { whyNothing } from '../capture/why-nothing.ts';
import type { Bleed } from '../contract/bleed.ts';
import { reviewKey, type recordingFiles } from '../contract/recording-files.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { both } from '../ffmpeg/both.ts';
import { findActiveSpeakers } from '../plan/active-speaker.ts';
import { listAnswers } from '../plan/answers.ts';
import { planChapters } from '../plan/chapters.ts';
import { listMarks } from '../plan/marks.ts';
import { bleedOfTakes } from '../plan/overheard.ts';
import { keepChapters, planProgramme } from '../plan/programme.ts';
import { judgeRecording, judgeTakenOut } from '../plan/recording-health.ts';
import { showEntries } from '../plan/show-entries.ts';
import { listSlides } from '../plan/slides.ts';
import { listPollResults } from '../plan/poll-results.ts';
import { draftNotes, plainNotes } from '../plan/show-notes.ts';
import { listWrittenAnswers } from '../plan/written-answers.ts';
import { readEnvelope, type SpokenStem } from '../steps/arrange-pictures.ts';
import type { AudioInput, AudioOutput } from '../steps/audio.ts';
import type { ChunksInput, ChunksOutput } from '../steps/chunks.ts';
import { listPresent, type CollectInput } from '../steps/collect.ts';
import type { EditInput, EditOutput } from '../steps/edit.ts';
import { forgetInChapters, forgetInEvents } from '../plan/withdrawn.ts';
import { eraseWithdrawn } from '../steps/erase-recorded.ts';
import type { JoinedOutput, PreparedSound } from '../steps/join-prepared.ts';
import type { RecordingListing } from '../steps/list-recording.ts';
import type { KeepPracticeInput, KeepPracticeOutput } from '../steps/keep-practice.ts';
import type { MixInput, MixOutput } from '../steps/mix.ts';
import type { PackageInput, PackageOutput } from '../steps/package.ts';
import type { PublishAudioInput, PublishAudioOutput } from '../steps/publish-audio.ts';
import type { PublishVideoInput, PublishVideoOutput } from '../steps/publish-video.ts';
import type { PicturesOutput } from '../steps/remux.ts';
import { slicesDirOf, type SlicesInput } from '../steps/slices.ts';
import { expectSound } from '../steps/sound-in-child.ts';
import type { Stem, StemsInput, StemsOutput } from '../steps/stems.ts';
import type { VoicesInput, VoicesOutput } from '../steps/voices.ts';
import type { RecordedSession } from '../store/recording-repository.ts';
import { inOrder, sortEdits, stemsOf, titlesOf } from './arrange-session.ts';
import type { StepRunner } from './step-runner.ts';
import type { Made } from './run-step.ts';
import type { Step } from './step.ts';

export type PipelineSteps = {
  collect: Step<CollectInput, RecordingListing>;
  remux: Step<RecordingListing, RemuxedRecording>;
  screens: Step<RecordingListing, PicturesOutput>;
  pictures: Step<RecordingListing, PicturesOutput>;
  stems: Step<StemsInput, StemsOutput>;
  voices: Step<VoicesInput, VoicesOutput>;
  edit: Step<EditInput, EditOutput>;
  slices: Step<SlicesInput, JoinedOutput>;
  mix: Step<MixInput, MixOutput>;
  audio: Step<AudioInput, AudioOutput>;
  publishAudio: Step<PublishAudioInput, PublishAudioOutput>;
  chunks: Step<ChunksInput, ChunksOutput>;
  package: Step<PackageInput, PackageOutput>;
  publishVideo: Step<PublishVideoInput, PublishVideoOutput>;
  keepPractice: Step<KeepPracticeInput, KeepPracticeOutput>;
};

/** What is found on the way, and kept where hosts, or a later run, find it. */
type Findings = {
  health(health: RecordingHealth): Promise<void>;
  bleed(bleed: ReadonlyMap<string, Bleed[]>): Promise<void>;
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
  keep: Findings,
): Promise<'ready' | 'empty'> {
  const { recordingId, title, series, withdrawn, edits, clips } = session;
  const { language } = series;
  const slicesDir = slicesDirOf(files.work);
  const isEdited = edits.edits.length > 0;
  const isWhole = withdrawn.takeIds.length + session.bleed.length === 0;
  const isOfUse = !isEdited && isWhole;
  if (!isOfUse) await rm(slicesDir, { recursive: true, force: true });
  const isPrepared = isOfUse && (await isThere(slicesDir));
  // While the takes are remuxed, on another core.
  if (isPrepared) expectSound(slicesDir);

  await eraseWithdrawn(recordingId, withdrawn, files, store);
  const present = await listPresent({ recordingId, files, store });
  const collected = await run(steps.collect, { present });
  const remuxed = await run(steps.remux, collected.output);
  const { takes: sounds, durationMs, zeroUs } = remuxed.output;
  const events = forgetInEvents(remuxed.output.events, withdrawn);
  const { takeIds: goneTakeIds } = withdrawn;
  const damage = await findDamage(files, goneTakeIds);
  if (sounds.length === 0 || durationMs <= 0) {
    const { output } = await run(steps.pictures, collected.output);
    if (output.takes.length === 0 || durationMs <= 0) {
      const isShed = remuxed.output.shedTakeIds.length + output.shedTakeIds.length > 0;
      const nothing = emptyHealth(whyNothing(events, { isShed, goneTakeIds }));
      await keep.health(tellDamage(nothing, damage));
      // Of an earlier episode: whoever was in that is gone.
      await store.delete(reviewKey(recordingId));
      return 'empty';
    }
  }

  const answers = listAnswers(events, zeroUs);
  const notes =
    session.notes ??
    draftNotes({
      description: session.description,
      answers: listWrittenAnswers(events),
      polls: listPollResults(events),
      partners: series.partners,
      language,
    });
  const { cuts, mutes } = sortEdits(edits.edits, sounds);
  const programme = planProgramme(durationMs, cuts, clips);

  const { shedTakeIds } = remuxed.output;
  const unwrittenTakeIds = await listUnwritten(files, events);
  const recorded = { events, zeroUs, durationMs, goneTakeIds, unwrittenTakeIds };
  let madeWhole: JoinedOutput['because'];
  const tell = (health: RecordingHealth) => {
    const told = { ...health, ...(madeWhole ? { madeWhole } : {}) };
    return keep.health(judgeTakenOut(tellDamage(told, damage), session, sounds));
  };
  const sound = { ...recorded, takes: sounds, shedTakeIds, kinds: ['audio'] } as const;
  /** Before anything is published: whoever is taken out of it later is not to be heard in others' microphones. */
  const keepBleed = (voices: PreparedSound['voices']) =>
    keep.bleed(bleedOfTakes(voices, sound));

  const arrange = async ({ spoken, voices, after }: Heard) => {
    const pictures = await run(steps.pictures, collected.output);
    const takes = inOrder([...sounds, ...pictures.output.takes]);
    const shed = [...shedTakeIds, ...pictures.output.shedTakeIds];
    await tell(judgeRecording({ ...recorded, takes, shedTakeIds: shed }, spoken, voices));
    const edit = await run(
      steps.edit,
      {
        ...{ sessionTitle: title, language, durationMs, takes, stems: spoken, answers },
        ...{ marks: listMarks(events, zeroUs), slides: listSlides(events, zeroUs) },
      },
      [remuxed, pictures, after],
    );
    return { takes, pictures, edit };
  };

  const makeStems = () => run(steps.stems, stemsOf(session, remuxed.output), [remuxed]);
  const makeVoices = (stems: Made<StemsOutput>) =>
    run(steps.voices, { ...stems.output, clean: series.cleanVoices }, [stems]);
  const makeWhole = async () => {
    const stems = await makeStems();
    await tell(judgeRecording(sound, stems.output.stems));
    const voices = await makeVoices(stems);
    const { stems: cleaned, screens } = voices.output;
    await keepBleed(cleaned);
    const mixing = { stems: cleaned, screens, programme, mutes, clips };
    const heard = { spoken: stems.output.stems, voices: cleaned, after: stems };
    const [mix, arranged] = await both(run(steps.mix, mixing, [voices]), arrange(heard));
    const arrangedOnce = () => Promise.resolve(arranged);
    return {
      ...{ after: mix, sound: { masterFile: mix.output.file }, arranged: arrangedOnce },
      found: arranged.edit.output.chapters,
    };
  };
  /** Of what was made while the session was live. Undefined when that is not enough, or somebody has edited since. */
  const joinPrepared = async () => {
    if (!isPrepared) return undefined;
    const hasClips = clips.before.length + clips.after.length > 0;
    const input: SlicesInput = {
      ...{ takes: sounds, durationMs: programme.sessionMs },
      ...(hasClips ? { clips } : {}),
      ...(series.cleanVoices ? {} : { clean: false }),
    };
    const slices = run(steps.slices, input, [remuxed]);
    const noScreens = { output: { takes: [] } };
    const screens = hasScreens(events) ? run(steps.screens, collected.output) : noScreens;
    const [joined, { output: shared }] = await both(slices, Promise.resolve(screens));
    const { prepared, because } = joined.output;
    madeWhole = because;
    if (!prepared) return undefined;
    await keepBleed(prepared.voices);
    const heard = { spoken: prepared.stems, voices: prepared.voices, after: joined };
    await tell(judgeRecording(sound, prepared.stems, prepared.voices));
    const found = planChapters({
      ...{ sessionTitle: title, language, durationMs, answers },
      takes: inOrder([...sounds, ...shared.takes]),
      speakers: findActiveSpeakers(await Promise.all(prepared.stems.map(readEnvelope))),
      ...{ marks: listMarks(events, zeroUs), slides: listSlides(events, zeroUs) },
    });
    const arranged = () => arrange(heard);
    return { after: joined, sound: { encoded: prepared }, arranged, found };
  };
  const joined = await joinPrepared();
  const made = joined ?? (await makeWhole());

  const shown = { durationMs, cuts: programme.cuts, answers, clips };
  const found = edits.chapters
    ? forgetInChapters(edits.chapters, { names: withdrawn.names, asked: [] }, language)
    : made.found;
  const chapters = keepChapters(found, programme, durationMs, clips);

  const audio = await run(
    steps.audio,
    {
      ...made.sound,
      durationMs: programme.durationMs,
      chapters,
      title,
      comment: plainNotes(notes),
      heldAt: session.heldAt.toISOString(),
      timeZone: session.timeZone,
      series: {
        title: series.title,
        author: series.author,
        language,
        coverKey: series.coverKey,
      },
    },
    [made.after],
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
      textVersion: session.textVersion,
      title,
      notes,
      // A line that cannot be read may have said no to being recorded: a host listens first.
      publishMode: damage && damage.damagedLines > 0 ? 'review' : series.publishMode,
    },
    [audio],
  );

  const { takes, pictures, edit } = await made.arranged();
  const entries = showEntries(edit.output.entries, shown);
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

/** What is known of everyone's sound when the pictures are arranged. */
type Heard = {
  spoken: (SpokenStem & Pick<Stem, 'takeIds' | 'loudnessLufs'>)[];
  voices: PreparedSound['voices'];
  after: Made<unknown>;
};

const hasScreens = (events: readonly TimelineEvent[]): boolean =>
  events.some((event) => event.type === 'take.start' && event.source === 'screen');
