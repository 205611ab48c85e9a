/** Line drawings beside words; they carry no meaning alone, so screen readers skip them. 24 units square. */
const drawings = {
  microphone:
    'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3M8 21h8',
  microphoneOff:
    'M9 9v3a3 3 0 0 0 4.5 2.6M15 11V6a3 3 0 0 0-5.7-1.3M5 11a7 7 0 0 0 11.3 5.5M19 11a7 7 0 0 1-.6 2.8M12 18v3M8 21h8M3 3l18 18',
  camera: 'M3 7h11a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H3zM16 11l5-3v8l-5-3',
  cameraOff: 'M8 7h6a2 2 0 0 1 2 2v2l5-3v8M3 7v10h11a2 2 0 0 0 1.7-1M3 3l18 18',
  screen: 'M3 4h18v12H3zM8 20h8M12 16v4M12 13V8M9.5 10.5 12 8l2.5 2.5',
  screenOff: 'M3 4h18v12H3zM8 20h8M12 16v4M9 7l6 6M15 7l-6 6',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  stage: 'M4 19h16M6 19v-4h12v4M12 12V3M8 7l4-4 4 4',
  leaveStage: 'M4 19h16M6 19v-4h12v4M12 3v9M8 8l4 4 4-4',
  onAir:
    'M12 12h.01M8.5 15.5a5 5 0 0 1 0-7M15.5 8.5a5 5 0 0 1 0 7M5.6 18.4a9 9 0 0 1 0-12.8M18.4 5.6a9 9 0 0 1 0 12.8',
  end: 'M6 6h12v12H6z',
  flow: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  mark: 'M7 3h10v18l-5-4-5 4z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v2',
  hand: 'M7 12V6.5a1.5 1.5 0 0 1 3 0V11M10 10.5v-6a1.5 1.5 0 0 1 3 0v6M13 10.5V6a1.5 1.5 0 0 1 3 0v6M16 9.5a1.5 1.5 0 0 1 3 0V14a7 7 0 0 1-7 7c-3 0-4.5-1.5-6-4l-2.3-3.8a1.4 1.4 0 0 1 2.4-1.5L7 13.5',
  question: 'M4 4h16v12H10l-5 4v-4H4zM9.8 8.2a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M12 13.8h.01',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5a6.5 6.5 0 0 1 3.5 5.5',
  signal: 'M5 20v-4M10 20v-8M15 20V8M20 20V4',
  poll: 'M4 20V10h4v10M10 20V4h4v16M16 20v-7h4v7M3 20h18',
  chat: 'M4 4h16v12H9l-5 4zM8 9h8M8 12h5',
  react:
    'M12 20.5S3.5 15.3 3.5 9.2C3.5 6.3 5.7 4.3 8 4.3c1.7 0 3.2 1 4 2.5.8-1.5 2.3-2.5 4-2.5 2.3 0 4.5 2 4.5 4.9 0 6.1-8.5 11.3-8.5 11.3z',
  share:
    'M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  sound: 'M4 9v6h4l5 4V5L8 9zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11',
  leave: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  recordOff:
    'M8.5 10a4 4 0 0 0 5.5 5.5M15.9 12.9A4 4 0 0 0 11 8.1M5.6 5.7a9 9 0 0 0 12.7 12.7M20.2 15.6A9 9 0 0 0 8.4 3.8M3 3l18 18',
  record: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
