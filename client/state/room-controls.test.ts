import { expect, test } from 'vitest';
import { roomControls, type Standing } from './room-controls.ts';

const hostOnStage: Standing = {
  role: 'host',
  phase: 'live',
  isOnStage: true,
  hostIsHere: true,
  canShareScreen: true,
};
const controls = (change: Partial<Standing>) => roomControls({ ...hostOnStage, ...change });

test('a listener can save data and leave, and is never offered a microphone', () => {
  const { main, more, primary } = controls({ role: 'listener', isOnStage: false });
  expect([...main, ...more]).toEqual(['sound-only', 'leave']);
  expect(primary).toBeUndefined();
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
    ['microphone', 'camera', 'screen'],
    ['microphone', 'camera', 'screen'],
  ]);
});

test('a moderator ends only while no host is there', () => {
  expect(controls({ role: 'moderator' }).main).not.toContain('end');
  expect(controls({ role: 'moderator', hostIsHere: false }).main).toContain('end');
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
