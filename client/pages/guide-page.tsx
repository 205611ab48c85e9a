import './guide-page.css';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/page-header.tsx';
import { Section } from '../components/section.tsx';
import { Shell } from '../components/shell.tsx';

type Word = ParseKeys<'guide'>;
type Chapter = {
  id: string;
  title: Word;
  steps: Word[];
};

const chapters: readonly Chapter[] = [
  {
    id: 'prepare',
    title: 'prepare.title',
    steps: [
      'prepare.series',
      'prepare.session',
      'prepare.share',
      'prepare.test',
      'prepare.speakers',
      'prepare.personal',
      'prepare.materials',
    ],
  },
  {
    id: 'before',
    title: 'before.title',
    steps: [
      'before.room',
      'before.headset',
      'before.practice',
      'before.stage',
      'before.consent',
      'before.questions',
    ],
  },
  {
    id: 'live',
    title: 'live.title',
    steps: ['live.start', 'live.proof', 'live.mark', 'live.lost', 'live.lock', 'live.end'],
  },
  {
    id: 'questions',
    title: 'questions.title',
    steps: [
      'questions.inbox',
      'questions.queue',
      'questions.answer',
      'questions.merge',
      'questions.written',
      'questions.fair',
      'questions.helper',
    ],
  },
  {
    id: 'audience',
    title: 'audience.title',
    steps: ['audience.hands', 'audience.back', 'audience.chat', 'audience.polls'],
  },
  {
    id: 'phones',
    title: 'phones.title',
    steps: ['phones.data'],
  },
  {
    id: 'after',
    title: 'after.title',
    steps: ['after.wait', 'after.audio', 'after.health', 'after.check', 'after.publish'],
  },
  {
    id: 'trouble',
    title: 'trouble.title',
    steps: [
      'trouble.noSound',
      'trouble.echo',
      'trouble.slow',
      'trouble.listener',
      'trouble.failed',
    ],
  },
];

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
                <li key={step}>{t(step)}</li>
              ))}
            </ol>
          </Section>
        </div>
      ))}
    </Shell>
  );
}
