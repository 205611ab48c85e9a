import type { z } from 'zod';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { SessionBody } from '../../../server/protocol/session-plan.ts';
import { findProblems, type Problem } from '../../forms/problems.ts';
import { fromWallTime, toWallTime, type WallTime } from '../../times/zoned-time.ts';

/** What the form of a session holds; date and time by the library's clock. */
export type SessionForm = WallTime & {
  title: string;
  description: string;
  plannedMinutes: number;
  broadcast: boolean;
};

/** An evening's hour, on a date still to be chosen. */
export const newSessionForm: SessionForm = {
  title: '',
  description: '',
  date: '',
  time: '19:30',
  plannedMinutes: 60,
  broadcast: false,
};

export function toSessionForm(session: SessionInfo, zone: string): SessionForm {
  return {
    title: session.title,
    description: session.description,
    plannedMinutes: session.plannedMinutes,
    broadcast: session.broadcast ?? false,
    ...toWallTime(new Date(session.startsAt), zone),
  };
}

type Checked =
  | { body: z.input<typeof SessionBody>; problems: Record<string, never> }
  | { body?: undefined; problems: Record<string, Problem> };

/** The body to send, or what is wrong with which field. */
export function checkSessionForm(form: SessionForm, zone: string): Checked {
  const { title, description, plannedMinutes, broadcast } = form;
  const startsAt = fromWallTime(form, zone)?.toISOString();
  const body = { title, description, plannedMinutes, broadcast, startsAt: startsAt ?? '' };
  const { startsAt: noMoment, ...problems } = findProblems(SessionBody, body);
  if (noMoment) {
    if (form.date === '') problems['date'] = { key: 'problem.required' };
    if (form.time === '') problems['time'] = { key: 'problem.required' };
    if (form.date !== '' && form.time !== '') problems['date'] = { key: 'problem.other' };
  }
  return Object.keys(problems).length > 0 ? { problems } : { body, problems: {} };
}
