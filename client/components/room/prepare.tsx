import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { copyText } from '../copy-text.ts';
import { Button } from '../button.tsx';
import { CopyField } from '../copy-field.tsx';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';
import { sessionAddress } from './share-sheet.tsx';

/** For those who are early: put it in the calendar, tell others. */
export function Prepare({ session }: { session: SessionInfo }) {
  const { t } = useTranslation('session');
  const announce = useNotice();
  const { code, title } = session;
  const share = async (): Promise<void> => {
    const url = sessionAddress(code);
    // Phones have a sheet of their own for this. Closing it again is no problem.
    if ('share' in navigator) await navigator.share({ title, url }).catch(() => undefined);
    else if (await copyText(url)) announce(t('prepare.shared'));
  };
  return (
    <Section title={t('prepare.title')} card>
      <p>{t('prepare.how')}</p>
      <div className="row">
        <a
          className="button button--secondary"
          href={`/api/sessions/${encodeURIComponent(code)}/calendar.ics`}
        >
          {t('prepare.calendar')}
        </a>
        <Button onPress={() => void share()}>{t('prepare.share')}</Button>
      </div>
      <CopyField label={t('prepare.link')} value={sessionAddress(code)} />
    </Section>
  );
}
