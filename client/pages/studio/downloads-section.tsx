import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { Section } from '../../components/section.tsx';

const kinds = ['questions', 'chat'] as const;
const formats = ['csv', 'json'] as const;

/** What people wrote in the session, to take along. */
export function DownloadsSection({ session: { code } }: { session: SessionInfo }) {
  const { t } = useTranslation('flow');
  return (
    <Section title={t('downloads.title')} card>
      <p className="muted">{t('downloads.text')}</p>
      {kinds.map((kind) => (
        <p className="row" key={kind}>
          {formats.map((format) => (
            <a key={format} href={api.writtenFile(code, kind, format)} download>
              {t(`downloads.${kind}`, { format: format.toUpperCase() })}
            </a>
          ))}
        </p>
      ))}
    </Section>
  );
}
