import { useTranslation } from 'react-i18next';
import { CopyField } from '../copy-field.tsx';

/** Addresses to pass on while the room is open. The invitation in one's own address is never among them. */
export function ShareSheet({ code, isHost }: { code: string; isHost: boolean }) {
  const { t } = useTranslation('room');
  return (
    <div className="form">
      <CopyField
        label={t('share.public')}
        help={t('share.publicHelp')}
        value={sessionAddress(code)}
      />
      {isHost ? (
        <>
          <p>{t('share.speakers')}</p>
          <a
            className="button button--secondary"
            href={`/studio/sessions/${code}`}
            target="_blank"
            rel="noreferrer"
          >
            {t('share.studio')}
          </a>
        </>
      ) : null}
    </div>
  );
}

/** The public address of a session, without anybody's invitation. */
export function sessionAddress(code: string): string {
  return `${location.origin}/a/${encodeURIComponent(code)}`;
}
