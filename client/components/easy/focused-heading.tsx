import { useEffect, useRef, type ReactNode } from 'react';

/** What was pressed to come here is gone: reading goes on at this heading. */
export function FocusedHeading({ level, children }: { level: 1 | 2; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: level === 1 });
  }, [level]);
  const Heading = `h${level}` as const;
  return (
    <Heading ref={heading} tabIndex={-1}>
      {children}
    </Heading>
  );
}
