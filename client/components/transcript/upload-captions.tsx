import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  CaptionProblem,
  transcriptLimits,
  type StudioTranscript,
  type Transcript,
} from '../../../server/protocol/transcripts.ts';
import { ApiError, errorCodeOf } from '../../api/api-error.ts';
import { api } from '../../api/api.ts';
import { useErrorText } from '../../api/error-text.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { ChoiceList } from '../choice-list.tsx';
import { ConfirmDialog } from '../dialog.tsx';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';

type UploadCaptionsProps = {
  code: string;
  studio: StudioTranscript;
  version: number;
  /** Whether there is something that it would take the place of. */
  replaces: boolean;
  onUploaded: (transcript: Transcript) => void;
};

/** A file that was made elsewhere, in place of what there is. */
export function UploadCaptions({ code, studio, version, ...rest }: UploadCaptionsProps) {
  const { replaces, onUploaded } = rest;
  const { t } = useTranslation('transcript');
  const notify = useNotice();
  const toProblemText = useCaptionProblemText();
  const [clock, setClock] = useState<'episode' | 'session'>('episode');
  const [chosen, setChosen] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const upload = async (file: File): Promise<void> => {
    setProblem(undefined);
    if (file.size > transcriptLimits.uploadBytes) {
      setProblem(t('upload.tooLarge'));
      return;
    }
    setBusy(true);
    try {
      const type = /\.srt$/i.test(file.name) ? 'application/x-subrip' : 'text/vtt';
      const body = new Blob([file], { type });
      const transcript = await api.uploadTranscript(code, body, { version, clock });
      onUploaded(transcript);
      notify(t('upload.done', { count: transcript.cues.length }));
    } catch (error) {
      setProblem(toProblemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('upload.title')} card>
      <p className="muted">{t('upload.text')}</p>
      {studio.cuts.length > 0 || studio.leadMs > 0 ? (
        <ChoiceList
          label={t('upload.clock')}
          showsLabel
          value={clock}
          onChange={setClock}
          choices={[
            { value: 'episode', title: t('upload.episode') },
            { value: 'session', title: t('upload.session') },
          ]}
        />
      ) : null}
      <div>
        <FileTrigger
          acceptedFileTypes={['.vtt', '.srt', 'text/vtt', 'application/x-subrip']}
          onSelect={(files) => {
            const file = files?.[0];
            if (!file) return;
            if (replaces) setChosen(file);
            else void upload(file);
          }}
        >
          <Button isPending={busy}>{busy ? t('upload.busy') : t('upload.choose')}</Button>
        </FileTrigger>
      </div>
      {problem ? (
        <Callout tone="problem" urgent>
          <p>{problem}</p>
        </Callout>
      ) : null}
      <ConfirmDialog
        title={t('upload.replaceTitle')}
        text={t('upload.replaceText')}
        action={t('upload.replace')}
        isOpen={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        onConfirm={() => {
          if (chosen) void upload(chosen);
        }}
      />
    </Section>
  );
}

/** What is wrong with a file, and in which line. */
function useCaptionProblemText(): (error: unknown) => string {
  const { t } = useTranslation('transcript');
  const toErrorText = useErrorText();
  return (error) => {
    const fields = error instanceof ApiError ? error.fields : {};
    const problem = CaptionProblem.safeParse(fields['problem']).data;
    if (errorCodeOf(error) === 'too-large') return t('upload.tooLarge');
    if (problem === undefined) return toErrorText(error);
    const line = fields['line'];
    const text = t(`problem.${problem}`);
    return line === undefined ? text : `${t('problem.line', { line })} ${text}`;
  };
}
