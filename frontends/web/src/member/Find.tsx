import type { Schemas } from '@timebank/shared/api/client';
import { fromLocalText } from '@timebank/shared/format/time';
import { type FormEvent, useState } from 'react';
import { useGet, usePages } from '../app/api';
import { useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { CheckField, SelectField, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Empty, Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { ActivityCard } from './parts';

type Category = Schemas['Category'];
type Order = Schemas['ListOrder'];

const NOTHING = {
  text: '',
  category: '' as Category | '',
  place: '',
  from: '',
  free: false as boolean,
  qualified: false as boolean,
  order: 'newest' as Order,
};
const KEY = 'timebank.search';

/** What was asked for last in this tab: coming back from an activity shows the same list. */
function remembered(): typeof NOTHING {
  try {
    return { ...NOTHING, ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<typeof NOTHING>) };
  } catch {
    return NOTHING;
  }
}

export default function Find() {
  const { activity } = useWords();
  const { find } = activity;
  const form = useForm(remembered(), {});
  const [asked, setAsked] = useState(form.values);
  const ask = (values: typeof NOTHING) => {
    setAsked(values);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(values));
    } catch {
      // It is asked for again next time.
    }
  };
  const search = (event: FormEvent) => {
    event.preventDefault();
    ask(form.values);
  };
  const clear = () => {
    form.set(NOTHING);
    ask(NOTHING);
  };
  const categories = Object.entries(activity.categories) as [Category, string][];
  const orders = Object.entries(find.orders) as [Order, string][];
  return (
    <Page title={find.title}>
      <form role="search" className="form search" noValidate onSubmit={search}>
        <TextField bound={form.bind('text')} label={find.text} hint={find.textHint} type="search" optional />
        <SelectField
          bound={form.bind('category')}
          label={find.category}
          options={[{ value: '', label: find.all }, ...categories.map(([value, label]) => ({ value, label }))]}
        />
        <details>
          <summary>{find.filters}</summary>
          <TextField bound={form.bind('place')} label={find.place} optional />
          <TextField bound={form.bind('from')} label={find.from} type="date" optional />
          <CheckField bound={form.bind('free')} label={find.free} />
          <CheckField bound={form.bind('qualified')} label={find.qualified} />
          <SelectField
            bound={form.bind('order')}
            label={find.order}
            options={orders.map(([value, label]) => ({ value, label }))}
          />
        </details>
        <div className="buttons">
          <Button type="submit" main icon="find">
            {find.submit}
          </Button>
          <Button kind="secondary" onClick={clear}>
            {find.reset}
          </Button>
        </div>
      </form>
      <Results asked={asked} onClear={clear} />
    </Page>
  );
}

function Results({ asked, onClear }: { asked: typeof NOTHING; onClear: () => void }) {
  const { activity, common } = useWords();
  const { find } = activity;
  const me = useGet('/v1/me');
  const from = asked.from ? fromLocalText(`${asked.from}T00:00`) : undefined;
  const found = usePages('/v1/activities', {
    params: {
      query: {
        order: asked.order,
        ...(asked.text.trim() ? { text: asked.text.trim() } : {}),
        ...(asked.category ? { category: asked.category } : {}),
        ...(asked.place.trim() ? { place: asked.place.trim() } : {}),
        ...(from ? { from } : {}),
        ...(asked.free ? { free_seats: true } : {}),
        ...(asked.qualified ? { qualified: true } : {}),
      },
    },
  });
  return (
    <Loaded of={found} lines={8}>
      {({ pages }) => {
        const all = pages.flatMap((page) => page.activities);
        if (all.length === 0) {
          return (
            <Empty icon="find" title={find.none} hint={find.noneHint}>
              <Button kind="secondary" onClick={onClear}>
                {find.reset}
              </Button>
            </Empty>
          );
        }
        return (
          <section className="results" aria-label={find.list}>
            <p role="status">{find.found(all.length, found.hasNextPage)}</p>
            <ul className="cards">
              {all.map((one) => (
                <ActivityCard
                  key={one.id}
                  activity={one}
                  note={one.publisher === me.data?.member ? <p className="why">{find.published}</p> : undefined}
                >
                  <LinkButton href={`/activities/${one.id}`} kind="secondary" main icon="forward">
                    {find.open}
                  </LinkButton>
                </ActivityCard>
              ))}
            </ul>
            {found.hasNextPage && (
              <Button kind="secondary" wide busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {common.more}
              </Button>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}
