import './guide-page.css';
import { useTranslation } from 'react-i18next';
import { chapters, type GuideStep } from '../components/guide/guide-chapters.ts';
import { guidePictures, type GuidePicture } from '../components/guide/guide-pictures.ts';
import { PageHeader } from '../components/page-header.tsx';
import { Section } from '../components/section.tsx';
import { Shell } from '../components/shell.tsx';

/** The hosts' guide: one evening from beginning to end, and what to do when something goes wrong. */
export function GuidePage() {
  const { t } = useTranslation('guide');
  return (
    <Shell title={t('title')} width="reading">
      <PageHeader title={t('title')} lead={<p>{t('lead')}</p>} />
      <nav aria-label={t('contents')}>
        <ul className="guide-contents">
          {chapters.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{t(title)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {chapters.map(({ id, title, steps }) => (
        <div key={id} id={id} className="guide-chapter">
          <Section title={t(title)}>
            <ol className="guide-steps">
              {steps.map((step) => (
                <Step key={wordOf(step)} step={step} />
              ))}
            </ol>
          </Section>
        </div>
      ))}
    </Shell>
  );
}

const wordOf = (step: GuideStep) => (typeof step === 'string' ? step : step.step);

function Step({ step }: { step: GuideStep }) {
  const { t } = useTranslation('guide');
  return (
    <li>
      <div className="guide-steps__content">
        <p>{t(wordOf(step))}</p>
        {typeof step === 'string' ? null : <Picture name={step.picture} />}
      </div>
    </li>
  );
}

function Picture({ name }: { name: GuidePicture }) {
  const { t } = useTranslation('guide');
  const { url, width, height } = guidePictures[name];
  return (
    <img
      className={`guide-picture${height > width ? ' guide-picture--tall' : ''}`}
      src={url}
      alt={t(`pictures.${name}`)}
      {...{ width, height }}
      loading="lazy"
      decoding="async"
    />
  );
}
