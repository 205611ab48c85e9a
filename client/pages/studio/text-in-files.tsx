import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { Failure } from '../../components/failure.tsx';
import { useSubmit } from '../../forms/use-submit.ts';

export type TextInFilesProps = {
  episode: Pick<EpisodeInfo, 'madeTextVersion'>;
  sessionCode: string;
  /** Of title and notes as they are stored. */
  version: number;
  /** Its takes are there. */
  canEdit: boolean;
  isMaking: boolean;
  reload: () => Promise<void>;
};

/** Says when an episode's files still have an earlier title and notes, and has them made again with these. */
export function TextInFiles(props: TextInFilesProps) {
  const { episode, sessionCode, version, canEdit, isMaking, reload } = props;
  const { t } = useTranslation('studio');
  /** What is in the run that this page started. */
  const [asked, setAsked] = useState<number>();
  const standing = useRef<HTMLDivElement>(null);
  const remake = useSubmit(async () => {
    await api.applyEdits(sessionCode);
    setAsked(version);
    await reload();
    // The button that was pressed is gone; in its place is said what happens now.
    standing.current?.focus();
  });
  if (version === episode.madeTextVersion) return null;
  const isBegun = isMaking && asked === version;
  return (
    <div ref={standing} tabIndex={-1}>
      <Callout>
        {isBegun ? (
          <p>{t('episode.filesBegun')}</p>
        ) : (
          <p>{t(canEdit ? 'episode.files' : 'episode.filesStay')}</p>
        )}
        <Failure error={remake.error} />
        {canEdit && !isBegun ? (
          <div>
            <Button isPending={remake.busy} onPress={remake.run}>
              {t('episode.remake')}
            </Button>
          </div>
        ) : null}
      </Callout>
    </div>
  );
}
