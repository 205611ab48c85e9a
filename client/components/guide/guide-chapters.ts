import type { ParseKeys } from 'i18next';
import type { GuidePicture } from './guide-pictures.ts';

type Word = ParseKeys<'guide'>;

export type GuideStep = Word | { step: Word; picture: GuidePicture };

type Chapter = { id: string; title: Word; steps: readonly GuideStep[] };

/** What the guide says, in the order in which an evening goes. */
export const chapters: readonly Chapter[] = [
  {
    id: 'once',
    title: 'once.title',
    steps: ['once.series', 'once.cover', 'once.publish', 'once.people'],
  },
  {
    id: 'prepare',
    title: 'prepare.title',
    steps: [
      'prepare.session',
      'prepare.share',
      { step: 'prepare.test', picture: 'selfTest' },
      { step: 'prepare.speakers', picture: 'links' },
      'prepare.moderator',
      { step: 'prepare.rundown', picture: 'rundown' },
      'prepare.slides',
      'prepare.polls',
      'prepare.broadcast',
    ],
  },
  {
    id: 'easy',
    title: 'easy.title',
    steps: [
      { step: 'easy.personal', picture: 'personal' },
      { step: 'easy.print', picture: 'print' },
      { step: 'easy.listen', picture: 'easyDoor' },
      'easy.hand',
      'easy.deaf',
    ],
  },
  {
    id: 'before',
    title: 'before.title',
    steps: [
      'before.room',
      'before.headset',
      'before.practice',
      { step: 'before.check', picture: 'check' },
      { step: 'before.consent', picture: 'consent' },
      'before.stage',
      'before.questions',
    ],
  },
  {
    id: 'live',
    title: 'live.title',
    steps: [
      'live.start',
      'live.proof',
      'live.warnings',
      'live.rundown',
      { step: 'live.slides', picture: 'slides' },
      'live.mark',
      'live.lock',
      'live.end',
    ],
  },
  {
    id: 'questions',
    title: 'questions.title',
    steps: [
      'questions.settings',
      { step: 'questions.words', picture: 'settings' },
      'questions.inbox',
      { step: 'questions.queue', picture: 'room' },
      { step: 'questions.answer', picture: 'roomPhone' },
      { step: 'questions.screen', picture: 'speaker' },
      'questions.merge',
      'questions.written',
      'questions.fair',
      'questions.helper',
    ],
  },
  {
    id: 'audience',
    title: 'audience.title',
    steps: [
      { step: 'audience.hands', picture: 'hands' },
      'audience.back',
      { step: 'audience.polls', picture: 'poll' },
      'audience.chat',
      'audience.data',
    ],
  },
  {
    id: 'after',
    title: 'after.title',
    steps: [
      { step: 'after.wait', picture: 'making' },
      'after.health',
      'after.check',
      'after.edit',
      { step: 'after.publish', picture: 'episode' },
      'after.podcast',
      'after.transcript',
      'after.written',
      'after.mistake',
      'after.withdraw',
      'after.keep',
      'after.delete',
    ],
  },
  {
    id: 'trouble',
    title: 'trouble.title',
    steps: [
      'trouble.noSound',
      'trouble.echo',
      'trouble.slow',
      'trouble.listener',
      'trouble.lost',
      'trouble.away',
      'trouble.power',
      'trouble.disk',
      'trouble.outage',
      'trouble.rude',
      'trouble.failed',
    ],
  },
];
