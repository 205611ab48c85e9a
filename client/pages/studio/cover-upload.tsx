import './cover-upload.css';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { StudioSeries } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { useErrorText } from '../../api/error-text.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { Cover } from '../../components/cover.tsx';
import { useNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { coverProblem, type CoverProblem } from './cover-check.ts';

type CoverUploadProps = {
  series: StudioSeries;
  onSaved: () => Promise<void>;
};

/** The series' picture: the rules first, then the choice, then what was wrong with it if anything was. */
export function CoverUpload({ series, onSaved }: CoverUploadProps) {
  const { t } = useTranslation('studio');
  const notify = useNotice();
  const toErrorText = useErrorText();
  const toProblemText = useCoverProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const upload = async (file: File): Promise<void> => {
    setProblem(undefined);
    setBusy(true);
    try {
      const size = await measure(file);
      const found = coverProblem({
        type: file.type,
        bytes: file.size,
        ...(size ? { size } : {}),
      });
      if (found) {
        setProblem(toProblemText(found));
        return;
      }
      await api.putCover(series.slug, file);
      await onSaved();
      notify(t('cover.saved'));
    } catch (error) {
      const refused = errorCodeOf(error) === 'invalid-input';
      setProblem(refused ? t('cover.refused') : toErrorText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section title={t('cover.title')}>
      <div className="cover-upload">
        <Cover url={series.coverUrl} alt={t('cover.alt', { title: series.title })} />
        <div className="section">
          <p className="muted">{t('cover.rules')}</p>
          {series.coverUrl ? null : <p>{t('cover.none')}</p>}
          <div>
            <FileTrigger
              acceptedFileTypes={['image/jpeg', 'image/png']}
              onSelect={(files) => {
                const file = files?.[0];
                if (file) void upload(file);
              }}
            >
              <Button isPending={busy}>
                {busy
                  ? t('cover.uploading')
                  : series.coverUrl
                    ? t('cover.replace')
                    : t('cover.choose')}
              </Button>
            </FileTrigger>
          </div>
        </div>
      </div>
      {problem ? (
        <Callout tone="problem" urgent>
          <p>{problem}</p>
        </Callout>
      ) : null}
    </Section>
  );
}

/** Pixels of a picture; undefined when it is none. */
async function measure(file: File): Promise<{ width: number; height: number } | undefined> {
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    return { width, height };
  } catch {
    // Whatever the reason, what does not open here cannot be shown either.
    return undefined;
  }
}

function useCoverProblemText(): (problem: CoverProblem) => string {
  const { t } = useTranslation('studio');
  return (problem) => {
    switch (problem.key) {
      case 'cover.wrongType':
      case 'cover.notAnImage':
        return t(problem.key);
      case 'cover.tooHeavy':
        return t(problem.key, { size: problem.size });
      case 'cover.notSquare':
      case 'cover.tooSmall':
      case 'cover.tooBig':
        return t(problem.key, { width: problem.width, height: problem.height });
    }
  };
}
