import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { Section } from '../section.tsx';

type DownloadsProps = { episode: Pick<EpisodeInfo, 'title' | 'mp3' | 'm4a'> };

/** The sound as files, each with its size: data costs money. */
export function Downloads({ episode: { title, mp3, m4a } }: DownloadsProps) {
  const { t } = useTranslation('episode');
  if (!mp3) return null;
  return (
    <Section title={t('download.title')} card>
      <p className="muted">{t('download.text')}</p>
      <div className="row">
        <a className="button button--secondary" href={downloadUrl(mp3.url, title)} download>
          {t('download.mp3', { size: formatSize(mp3.bytes) })}
        </a>
        {m4a ? (
          <a className="button button--secondary" href={downloadUrl(m4a.url, title)} download>
            {t('download.m4a', { size: formatSize(m4a.bytes) })}
          </a>
        ) : null}
      </div>
    </Section>
  );
}

const downloadUrl = (url: string, title: string): string =>
  `${url}?download=${encodeURIComponent(title)}`;

/** "57,6 MB". */
function formatSize(bytes: number): string {
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: bytes < 10_000_000 ? 1 : 0,
  }).format(Math.max(0.1, bytes / 1_000_000));
}
