import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { useMe } from '../../api/me.tsx';
import { Button } from '../../components/button.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { copyText } from '../../components/copy-text.ts';
import { useLibraryZone } from '../../components/moment.tsx';
import { useNotice } from '../../components/notices.tsx';
import { QrDisclosure } from '../../components/qr-disclosure.tsx';
import { Section } from '../../components/section.tsx';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatMoment } from '../../times/format-time.ts';

/** The public link in every form that people pass on: address, message, QR code. */
export function ShareSection({ session }: { session: SessionInfo }) {
  const { t } = useTranslation(['studio', 'selfTest']);
  const { me } = useMe();
  const notify = useNotice();
  const zone = useLibraryZone();
  const origin = me?.library?.origin ?? location.origin;
  const url = `${origin}/a/${session.code}`;
  const message = t('share.text', {
    series: session.seriesTitle,
    title: session.title,
    when: formatMoment(
      new Date(session.startsAt),
      { language: currentLanguage(), zone },
      new Date(),
    ),
    url,
  });

  const copyMessage = async (): Promise<void> => {
    if (await copyText(message)) notify(t('share.textCopied'));
    else notify(t('share.copyFailed'), 'problem');
  };

  return (
    <Section title={t('share.title')} card>
      <CopyField label={t('share.link')} help={t('share.linkHelp')} value={url} />
      <div className="row">
        <Button onPress={copyMessage}>{t('share.copyText')}</Button>
        <a
          className="button button--secondary"
          href={`https://wa.me/?text=${encodeURIComponent(message)}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('share.whatsapp')}
        </a>
        <QrDisclosure text={url} label={t('share.qr', { title: session.title })} />
      </div>
      <CopyField
        label={t('selfTest:invite.link')}
        help={t('selfTest:invite.linkHelp')}
        value={`${origin}/uji`}
      />
    </Section>
  );
}
