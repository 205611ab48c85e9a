import './questions.css';
import './moderator-questions.css';
import { useRef, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  everyQuestion,
  moderatorList,
  moderatorLists,
  type ModeratorList as ListName,
  type QuestionFilter,
} from '../../state/question-lists.ts';
import { peopleOnStage } from '../../state/room-view.ts';
import type { PanelProps } from '../room/room-panels.tsx';
import { Button } from '../button.tsx';
import { Disclosure } from '../disclosure.tsx';
import { Loading } from '../loading.tsx';
import { ModerationSheets } from './moderation-sheets.tsx';
import { ModeratorList } from './moderator-list.tsx';
import { ModeratorTools } from './moderator-tools.tsx';
import { useKept } from './use-kept.ts';
import { useModeration, type Moderation } from './use-moderation.ts';
import { useLooking, useQuestions } from './use-questions.ts';

/** The questions for those who work here, one list at a time: beside the stage, or on a phone. */
export function ModeratorPanel({ room, floor, onWiden }: PanelProps) {
  return (
    <WithModeration room={room} floor={floor}>
      {(desk) => <OneList {...desk} onWiden={onWiden} />}
    </WithModeration>
  );
}

/** The same with all lists side by side. */
export function ModeratorBoard({ room, floor }: PanelProps) {
  return (
    <WithModeration room={room} floor={floor}>
      {(desk) => <AllLists {...desk} />}
    </WithModeration>
  );
}

type WithModerationProps = Pick<PanelProps, 'room' | 'floor'> & {
  children: (desk: Desk) => ReactNode;
};

function WithModeration({ room, floor: { questions: store }, children }: WithModerationProps) {
  const { view } = useQuestions(store);
  useLooking(store);
  return view ? <AtDesk {...{ room, store, view, children }} /> : <Loading />;
}

type Desk = {
  moderation: Moderation;
  filter: QuestionFilter;
  setFilter: (filter: QuestionFilter) => void;
};

function AtDesk({
  room,
  store,
  view,
  children,
}: Pick<Moderation, 'store' | 'view'> & Omit<WithModerationProps, 'floor'>) {
  const { you, session } = room;
  const onStage = [...(you.onStage ? [you] : []), ...peopleOnStage(room)];
  const moderation = useModeration({
    ...{ store, view },
    context: { role: you.role, isLive: session.state === 'live' },
    code: session.code,
    peerId: you.peerId,
    stage: onStage.map(({ displayName }) => displayName),
  });
  const [filter, setFilter] = useKept(store, 'filter', everyQuestion);
  return (
    <div className="moderation">
      {children({ moderation, filter, setFilter })}
      <ModerationSheets moderation={moderation} knownName={you.displayName} />
    </div>
  );
}

/** A speaker does not see what waits to be checked. */
const listsFor = ({ context }: Moderation): readonly ListName[] =>
  context.role === 'speaker' ? ['queue', 'open', 'done'] : moderatorLists;

function OneList({
  moderation,
  filter,
  setFilter,
  onWiden,
}: Desk & { onWiden: (() => void) | undefined }) {
  const { t } = useTranslation('moderation');
  const { store } = moderation;
  const lists = listsFor(moderation);
  const [list, setList] = useKept<ListName>(store, 'list', lists[0] ?? 'open');
  return (
    <>
      <div className="moderation__top">
        <Disclosure title={t('tools.title')}>
          <ModeratorTools moderation={moderation} filter={filter} onFilter={setFilter} />
        </Disclosure>
        {onWiden ? <Button onPress={onWiden}>{t('tools.widen')}</Button> : null}
      </div>
      <Tabs
        className="mod-tabs"
        selectedKey={list}
        onSelectionChange={(key) => setList(key as ListName)}
      >
        <TabList className="mod-tabs__list" aria-label={t('list.label')}>
          {lists.map((one) => (
            <Tab key={one} id={one} className="mod-tabs__tab">
              <span>{t(`list.${one}`)}</span> <ListCount moderation={moderation} list={one} />
            </Tab>
          ))}
        </TabList>
        {lists.map((one) => (
          <TabPanel key={one} id={one} className="mod-tabs__panel">
            <ModeratorList moderation={moderation} list={one} filter={filter} />
          </TabPanel>
        ))}
      </Tabs>
    </>
  );
}

function AllLists({ moderation, filter, setFilter }: Desk) {
  const { t } = useTranslation('moderation');
  const board = useRef<HTMLDivElement>(null);
  const lists = listsFor(moderation);
  /** From one list to a question of the next one that has any. */
  const goSideways = (from: ListName, step: 1 | -1): void => {
    const order = step === 1 ? lists : [...lists].reverse();
    for (const list of order.slice(order.indexOf(from) + 1)) {
      const card = board.current?.querySelector<HTMLElement>(
        `[data-list="${list}"] [data-question][tabindex="0"]`,
      );
      if (card) {
        card.focus();
        return;
      }
    }
  };
  return (
    <>
      <ModeratorTools moderation={moderation} filter={filter} onFilter={setFilter} />
      <div className="mod-board" ref={board}>
        {lists.map((list) => (
          <section key={list} className="mod-board__list" aria-label={t(`list.${list}`)}>
            <ModeratorList
              title={
                <h3>
                  {t(`list.${list}`)} <ListCount moderation={moderation} list={list} />
                </h3>
              }
              moderation={moderation}
              list={list}
              filter={filter}
              onSideways={(step) => goSideways(list, step)}
            />
          </section>
        ))}
      </div>
    </>
  );
}

function ListCount({ moderation, list }: { moderation: Moderation; list: ListName }) {
  const { t } = useTranslation('moderation');
  const all = moderatorList(moderation.view, list, { sorting: 'time', filter: everyQuestion });
  // What is being answered waits for nothing.
  const { length } = all.filter(({ state }) => state !== 'answering');
  return (
    <span className="numbers">
      <span aria-hidden="true">{length}</span>
      <span className="visually-hidden">{t('list.count', { count: length })}</span>
    </span>
  );
}
