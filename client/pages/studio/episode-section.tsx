import './episode-section.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useMe } from '../../api/me.tsx';
import { Button, ButtonLink, type ButtonLook } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { EpisodeEditor } from './episode-editor.tsx';

type PublishActionsProps = {
  episode: EpisodeInfo;
  reload: () => Promise<void>;
  /** Of the button that publishes. */
  look?: ButtonLook;
};

type EpisodeSectionProps = Omit<PublishActionsProps, 'look'> & {
  sessionCode: string;
  /** Its takes are there. */
  canEdit: boolean;
  isMaking: boolean;
};

/** The episode of a session: listen, edit, name, annotate, publish. */
export function EpisodeSection({ episode, reload, ...rest }: EpisodeSectionProps) {
  const { sessionCode, canEdit } = rest;
  const { t } = useTranslation('studio');
  const { me } = useMe();
  const isPublic = episode.state === 'published';
  const state = isPublic && !episode.mp3 ? 'remade' : episode.state;
  return (
    <Section title={t('episode.title')} card>
      <Callout tone={state === 'published' ? 'ok' : 'info'}>
        <p>{t(`episode.state.${state}`)}</p>
      </Callout>
      <PublishActions episode={episode} reload={reload} />
      {episode.mp3 ? (
        <>
          {canEdit ? (
            <div className="listen">
              <p>{t('episode.reviewText')}</p>
              <div>
                <ButtonLink href={`/studio/sessions/${sessionCode}/review`}>
                  {t('episode.review')}
                </ButtonLink>
              </div>
            </div>
          ) : null}
          <div className="listen">
            <p>{t('episode.transcriptText')}</p>
            <div>
              <ButtonLink href={`/studio/sessions/${sessionCode}/transcript`}>
                {t('episode.transcript')}
              </ButtonLink>
            </div>
          </div>
          <div className="listen">
            <h3>{t('episode.listen')}</h3>
            <audio controls preload="none" src={episode.mp3.url} />
            <Loudness episode={episode} />
          </div>
        </>
      ) : null}
      <EpisodeEditor {...{ episode, reload, ...rest }} />
      {isPublic ? (
        <CopyField
          label={t('episode.link')}
          value={`${me?.library?.origin ?? location.origin}/e/${episode.code}`}
        />
      ) : null}
    </Section>
  );
}

/** What the finished sound measures, for whoever wants to know. */
function Loudness({ episode: { loudnessLufs, truePeakDbtp } }: { episode: EpisodeInfo }) {
  const { t } = useTranslation('studio');
  if (loudnessLufs === undefined || truePeakDbtp === undefined) return null;
  const [lufs, peak] = [toSigned(loudnessLufs), toSigned(truePeakDbtp)];
  return <p className="small muted numbers">{t('episode.loudness', { lufs, peak })}</p>;
}

/** One decimal and a true minus sign. */
const toSigned = (value: number): string => value.toFixed(1).replace('-', '−');

export function PublishActions({ episode, reload, look = 'primary' }: PublishActionsProps) {
  const { t } = useTranslation('studio');
  const notify = useNotice();
  const [asking, setAsking] = useState(false);
  const publish = useSubmit(async () => {
    await api.publishEpisode(episode.code);
    await reload();
    notify(t('episode.published'));
  });
  const unpublish = useSubmit(async () => {
    await api.unpublishEpisode(episode.code);
    await reload();
    notify(t('episode.unpublished'));
  });
  const isPublic = episode.state === 'published';
  return (
    <>
      <Failure error={publish.error ?? unpublish.error} />
      <div className="row">
        {isPublic ? (
          <Button look="danger" isPending={unpublish.busy} onPress={() => setAsking(true)}>
            {t('episode.unpublish')}
          </Button>
        ) : episode.mp3 ? (
          <Button look={look} isPending={publish.busy} onPress={publish.run}>
            {t('episode.publish')}
          </Button>
        ) : null}
        <ButtonLink href={`/e/${episode.code}`}>{t('episode.open')}</ButtonLink>
      </div>
      <ConfirmDialog
        title={t('episode.unpublishTitle')}
        text={t('episode.unpublishText')}
        action={t('episode.unpublish')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void unpublish.run()}
      />
    </>
  );
}
