import { expect, test } from 'vitest';
import { roomControls, type Standing } from './room-controls.ts';

const hostOnStage: Standing = {
  role: 'host',
  phase: 'live',
  isOnStage: true,
  hostIsHere: true,
  canShareScreen: true,
  isPractice: false,
  asksConsent: true,
  hasConsole: false,
};
const controls = (change: Partial<Standing>) => roomControls({ ...hostOnStage, ...change });

test('a listener asks first of all, can chat, raise a hand, react, save data and leave, and is never offered a microphone', () => {
  const { main, more, primary } = controls({ role: 'listener', isOnStage: false });
  expect([...main, ...more]).toEqual(['questions', 'chat', 'hand', 'react', 'data', 'leave']);
  expect(primary).toBe('questions');
});

test('a hand is raised while there is something to say, and not by a host', () => {
  const offered = (change: Partial<Standing>): boolean => {
    const { main, more } = controls(change);
    return [...main, ...more].includes('hand');
  };
  expect(offered({ role: 'speaker' })).toBe(true);
  expect(offered({ role: 'moderator' })).toBe(true);
  expect(offered({ role: 'host' })).toBe(false);
  expect(offered({ role: 'speaker', phase: 'scheduled' })).toBe(false);
});

test('off stage, going on stage is the one thing to do', () => {
  for (const role of ['host', 'moderator', 'speaker'] as const) {
    expect(controls({ role, isOnStage: false }).primary).toBe('enter-stage');
  }
});

test('a host on stage before the start goes live, and cannot end what has not begun', () => {
  const { main, primary } = controls({ phase: 'scheduled' });
  expect(primary).toBe('go-live');
  expect(main).not.toContain('end');
  expect(main).not.toContain('mark');
});

test('a speaker neither goes live nor ends, marks or looks at the list', () => {
  const before = controls({ role: 'speaker', phase: 'scheduled' }).main;
  const live = controls({ role: 'speaker' }).main;
  expect([before, live]).toEqual([
    ['microphone', 'camera', 'screen', 'questions', 'chat', 'slides'],
    ['microphone', 'camera', 'screen', 'questions', 'chat', 'slides', 'react'],
  ]);
});

test('a moderator ends only while no host is there', () => {
  expect(controls({ role: 'moderator' }).main).not.toContain('end');
  expect(controls({ role: 'moderator', hostIsHere: false }).main).toContain('end');
});

test('hosts and moderators lock the room, before the start too; nobody else', () => {
  const lockers = (['host', 'moderator', 'speaker', 'listener'] as const).filter((role) =>
    controls({ role, phase: 'scheduled' }).more.includes('lock'),
  );
  expect(lockers).toEqual(['host', 'moderator']);
});

test('a host may practise before it begins; a practice has no marks, and asks about a recording while there is one', () => {
  expect(controls({ phase: 'scheduled' }).more).toContain('practice');
  expect(controls({ phase: 'live' }).more).not.toContain('practice');
  expect(controls({ role: 'moderator', phase: 'scheduled' }).more).not.toContain('practice');
  expect(controls({ isPractice: true }).more).toContain('consent');
  const { main, more } = controls({ isPractice: true, asksConsent: false });
  expect([...main, ...more]).not.toContain('mark');
  expect([...main, ...more]).not.toContain('consent');
  expect(main).toContain('end');
});

test('beside a console there are no buttons for what lies there, and leaving the stage is in sight', () => {
  expect(controls({ hasConsole: true }).main).toEqual([
    ...['microphone', 'camera', 'screen', 'mark', 'react', 'leave-stage', 'end'],
  ]);
  expect(controls({}).more).toContain('leave-stage');
});

test('how the session goes is one press further away on a phone, where there are many buttons', () => {
  expect(controls({}).main).not.toContain('flow');
  expect(controls({}).more).toContain('flow');
  expect(controls({ hasConsole: true }).more).not.toContain('flow');
  expect(controls({ role: 'speaker' }).more).not.toContain('flow');
});

test('a phone that cannot share its screen is not asked to', () => {
  expect(controls({ canShareScreen: false }).main).not.toContain('screen');
});

test('everyone can always leave', () => {
  for (const role of ['host', 'moderator', 'speaker', 'listener'] as const) {
    const { main, more } = controls({ role });
    expect([...main, ...more]).toContain('leave');
  }
});
