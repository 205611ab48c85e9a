import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { StudioSession } from '../../../server/protocol/rest.ts';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Callout } from '../../components/callout.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useUndoKeys } from '../../components/review/use-undo-keys.ts';
import { RecognitionNotice } from '../../components/transcript/recognition-notice.tsx';
import { PublishWords } from '../../components/transcript/publish-words.tsx';
import { TranscriptDesk } from '../../components/transcript/transcript-desk.tsx';
import { UploadCaptions } from '../../components/transcript/upload-captions.tsx';
import { useTranscript } from '../../components/transcript/use-transcript.ts';
import { WithheldWords } from '../../components/transcript/withheld-words.tsx';
import { StudioShell } from './studio-shell.tsx';

const pollMs = 5_000;

/** The transcript of a session: brought, corrected beside the player, published. */
export function TranscriptPage() {
  const { code } = useParams<{ code: string }>();
  const { t } = useTranslation('transcript');
  const loaded = useLoad(`studio session ${code}`, (signal) => api.studioSession(code, signal));
  return (
    <StudioShell title={t('title')}>
      {() => (
        <LoadState loaded={loaded}>
          {(studio) => (
            <>
              <PageHeader
                title={t('title')}
                parent={{ href: `/studio/sessions/${code}`, label: studio.session.title }}
                lead={<p>{t('lead')}</p>}
              />
              <FoundTranscript studio={studio} />
            </>
          )}
        </LoadState>
      )}
    </StudioShell>
  );
}

function FoundTranscript({ studio }: { studio: StudioSession }) {
  const { t } = useTranslation('transcript');
  const { code } = studio.session;
  const loaded = useLoad(`transcript ${code}`, (signal) => api.studioTranscript(code, signal), {
    pollMs: (data) => (!data || isWriting(data) || !data.isReached ? pollMs : undefined),
  });
  // There is nothing to write down until the takes were looked at.
  const isEarly = loaded.error !== undefined && errorCodeOf(loaded.error) === 'conflict';
  if (isEarly && !loaded.data) {
    return (
      <Callout>
        <p>{t('making')}</p>
      </Callout>
    );
  }
  return (
    <LoadState loaded={loaded}>
      {(transcript) => (
        <Editing key={code} {...{ studio, transcript }} reload={loaded.reload} />
      )}
    </LoadState>
  );
}

/** The machine is at it: what somebody else has written is not waited for. */
const isWriting = ({ recognition, transcript }: StudioTranscript): boolean =>
  transcript.version === 0 &&
  ['running', 'waiting', 'nobody', 'rooms', 'disk'].includes(recognition?.state ?? '');

type EditingProps = {
  studio: StudioSession;
  transcript: StudioTranscript;
  reload: () => Promise<void>;
};

function Editing({ studio, transcript, reload }: EditingProps) {
  const { t } = useTranslation('transcript');
  const { code } = studio.session;
  const editing = useTranscript(code, transcript);
  useUndoKeys(editing);
  const episode = studio.recording?.episode;
  if (!episode?.mp3) {
    return (
      <Callout>
        <p>{t('making')}</p>
      </Callout>
    );
  }
  const { isReached } = transcript;
  const { publishedVersion } = transcript.transcript;
  const isEmpty = editing.cues.length === 0;
  const upload = (
    <UploadCaptions
      code={code}
      studio={transcript}
      version={editing.version}
      replaces={!isEmpty}
      onUploaded={(uploaded) => {
        editing.begin(uploaded);
        void reload();
      }}
    />
  );
  return (
    <>
      <RecognitionNotice
        studio={transcript}
        // Without takes there is nothing to hear.
        canRetry={studio.recording?.takesKept.state !== 'deleted'}
        {...{ code, reload }}
      />
      <PublishWords {...{ code, episode, editing, publishedVersion, isReached, reload }} />
      <WithheldWords studio={transcript} cues={editing.cues} />
      {isEmpty ? upload : null}
      <TranscriptDesk key={episode.code} studio={transcript} {...{ episode, editing }} />
      {isEmpty ? null : upload}
    </>
  );
}
