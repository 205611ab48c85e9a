import type { Catalogue } from '../catalogue.ts';
import type { afterwards as indonesian } from '../id/afterwards.ts';

export const afterwards: Catalogue<typeof indonesian> = {
  left: {
    title: 'Questions left unanswered',
    text_one:
      '{{count}} question was not answered when the session ended. Answer it now, or carry it to the next session. Whoever asked sees the answer on this session’s page.',
    text_other:
      '{{count}} questions were not answered when the session ended. Answer them now, or carry them to the next session. Whoever asked sees the answer on this session’s page.',
    none: 'Every question has been answered or carried to the next session.',
    number: 'Question {{number}}',
    pending: 'Nobody got to review it during the session. Once answered, everyone can read it.',
    deferred: 'Carried to the next session, as soon as one is planned.',
    deferredTo: 'Carried to “{{title}}”.',
    carried: 'The next session has taken it over.',
    reply: 'Answer in writing',
    replyName: 'Answer question {{number}} in writing',
    defer: 'Carry to the next session',
    deferName: 'Carry question {{number}} to the next session',
    deferredNow: 'Question {{number}} is carried to the next session.',
  },
  replying: {
    title: 'Answer question {{number}}',
    field: 'Your answer',
    help: 'Everyone can read it on the episode’s page, with your name.',
    send: 'Send answer',
    sent: 'The answer to question {{number}} is sent.',
    add: 'Add to the answer',
    addName: 'Add to the answer to question {{number}}',
  },
  answered: { title: 'Answered after the session' },
  mine: {
    title: 'Your questions',
    unanswered: 'Not answered yet. Should it be answered later, the answer appears here.',
    dismissed: 'Not taken: {{reason}}',
    merged: 'Joined with another question.',
    aloud: 'Answered aloud in the session.',
    withdrawn: 'You took it back.',
  },
  episode: {
    title: 'Answered after the session',
    by: '{{name}} answers:',
  },
};
