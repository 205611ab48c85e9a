import { useTranslation } from 'react-i18next';
import { CopyField } from './copy-field.tsx';
import { QrDisclosure } from './qr-disclosure.tsx';
import { Section } from './section.tsx';

type SubscribeProps = {
  /** Of the series. */
  title: string;
  feedUrl: string;
};

/** Podcast apps open addresses that begin with a name of their own; the rest is the feed's address. */
export function Subscribe({ title, feedUrl }: SubscribeProps) {
  const { t } = useTranslation('home');
  const address = feedUrl.replace(/^https?:\/\//, '');
  const apps = [
    { label: t('subscribe.apple'), href: `podcast://${address}` },
    { label: t('subscribe.pocketCasts'), href: `pktc://subscribe/${address}` },
    { label: t('subscribe.antennaPod'), href: `antennapod-subscribe://${address}` },
  ];
  return (
    <Section title={t('subscribe.title')} card>
      <p className="muted">{t('subscribe.text')}</p>
      <div className="row">
        {apps.map(({ label, href }) => (
          <a key={href} className="button button--secondary" href={href}>
            {label}
          </a>
        ))}
      </div>
      <CopyField
        label={t('subscribe.address')}
        help={t('subscribe.addressHelp')}
        value={feedUrl}
      />
      <div className="row">
        <QrDisclosure text={feedUrl} label={t('subscribe.qr', { title })} />
      </div>
    </Section>
  );
}
