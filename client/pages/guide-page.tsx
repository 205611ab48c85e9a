import './guide-page.css';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/page-header.tsx';
import { Section } from '../components/section.tsx';
import { Shell } from '../components/shell.tsx';

/** The hosts' guide: one evening from beginning to end, and what to do when something goes wrong. */
export function GuidePage() {
  const { t } = useTranslation('guide');
  const chapters = [
    {
      title: t('prepare.title'),
      steps: [
        t('prepare.series'),
        t('prepare.session'),
        t('prepare.share'),
        t('prepare.speakers'),
      ],
    },
    {
      title: t('before.title'),
      steps: [t('before.room'), t('before.headset'), t('before.stage'), t('before.consent')],
    },
    {
      title: t('live.title'),
      steps: [t('live.start'), t('live.proof'), t('live.mark'), t('live.lost'), t('live.end')],
    },
    {
      title: t('after.title'),
      steps: [t('after.wait'), t('after.audio'), t('after.check'), t('after.publish')],
    },
    {
      title: t('trouble.title'),
      steps: [t('trouble.noSound'), t('trouble.slow'), t('trouble.failed')],
    },
  ];
  return (
    <Shell title={t('title')} width="reading">
      <PageHeader title={t('title')} lead={<p>{t('lead')}</p>} />
      {chapters.map(({ title, steps }) => (
        <Section key={title} title={title}>
          <ol className="guide-steps">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
      ))}
    </Shell>
  );
}
