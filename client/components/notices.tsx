import './notices.css';
import {
  createContext,
  useCallback,
  useContext,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

type Tone = 'ok' | 'problem';
/** What can be done about it, with one press. */
type Action = { label: string; onPress: () => void };
type Notice = { noticeId: number; tone: Tone; text: string; action?: Action };
type Announce = (text: string, tone?: Tone, action?: Action) => void;

const NoticeContext = createContext<Announce | undefined>(undefined);

/** Long enough to read twice. A problem stays until it is closed, and so does what can be acted on. */
const okMs = 6_000;

/** Shows short messages at the edge of the screen and reads them out. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const nextId = useRef(1);

  const close = useCallback((noticeId: number) => {
    setNotices((all) => all.filter((notice) => notice.noticeId !== noticeId));
  }, []);

  const announce = useCallback<Announce>(
    (text, tone = 'ok', action) => {
      const noticeId = nextId.current++;
      // Three at most: more would cover the page.
      setNotices((all) => [
        ...all.slice(-2),
        { noticeId, tone, text, ...(action ? { action } : {}) },
      ]);
      if (tone === 'ok' && !action) setTimeout(() => close(noticeId), okMs);
    },
    [close],
  );

  return (
    <NoticeContext value={announce}>
      {children}
      {/* Above an open sheet too: it may be about what was done there, and can be undone from here. */}
      <div className="notices" role="status" data-react-aria-top-layer="true">
        {notices.map(({ noticeId, tone, text, action }) => (
          <div key={noticeId} className={`notices__one notices__one--${tone}`}>
            <p>{text}</p>
            {action ? (
              <Button
                onPress={() => {
                  close(noticeId);
                  action.onPress();
                }}
              >
                {action.label}
              </Button>
            ) : null}
            <Button look="quiet" onPress={() => close(noticeId)}>
              {t('close')}
            </Button>
          </div>
        ))}
      </div>
    </NoticeContext>
  );
}

/** Returns the function that shows a message. */
export function useNotice(): Announce {
  const announce = useContext(NoticeContext);
  if (!announce) throw new Error('useNotice needs a NoticeProvider above it');
  return announce;
}
