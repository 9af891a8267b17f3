import { changing } from '@timebank/shared/api/actions';
import { type Action, type Schemas, unwrap } from '@timebank/shared/api/client';
import { cost } from '@timebank/shared/format/cost';
import { hours } from '@timebank/shared/format/minutes';
import { fromLocalText, localText, span } from '@timebank/shared/format/time';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useAct } from '../app/act';
import { api, useGet } from '../app/api';
import { useSettings } from '../app/settings';
import { useSignedAct } from '../app/sign';
import { useLanguage, useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { ChoiceField, Faults, SelectField, TextArea, TextField } from '../components/Field';
import { type Form, useForm } from '../components/form';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { Facts, Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { SendState, useSend } from '../components/SendState';
import { type Draft, DRAFT, fieldsOf, forget, fromActivity, keep, kept } from './draft';
import { usePacks } from './packs';

/** A step: its name among the words, and the fields that it asks for. */
interface Step {
  title: number;
  fields: readonly Question[];
}
type Question = keyof Draft & string;

const STEPS: readonly Step[] = [
  { title: 0, fields: ['category', 'title', 'summary'] },
  { title: 1, fields: ['place'] },
  { title: 2, fields: ['start', 'length', 'deadline'] },
  { title: 3, fields: ['seats', 'reward', 'admission', 'payer'] },
  { title: 4, fields: [] },
];

/** In elder mode every screen asks for one thing. */
const ONE_BY_ONE: readonly Step[] = STEPS.flatMap(({ title, fields }) =>
  fields.length === 0 ? [{ title, fields }] : fields.map((field) => ({ title, fields: [field] })),
);

/** Publishes an activity, or mends one, a few questions at a time; what was typed stays until it is sent. */
export default function Publish() {
  const { publish } = useWords().activity;
  const edit = Number(new URLSearchParams(useSearch()).get('edit') ?? 0);
  const old = useGet('/v1/activities/{id}', { params: { path: { id: edit } } }, { enabled: edit > 0 });
  return (
    <Page title={publish.title} back="/mine?as=publisher">
      {edit > 0 ? (
        <Loaded of={old}>{(old) => <Wizard key={edit} initial={fromActivity(old)} editing={old} />}</Loaded>
      ) : (
        <Wizard initial={kept() ?? DRAFT} />
      )}
    </Page>
  );
}

function Wizard({ initial, editing }: { initial: Draft; editing?: Schemas['ActivityDetail'] }) {
  const { activity, common } = useWords();
  const { publish } = activity;
  const [step, setStep] = useState(0);
  const [done, setDone] = useState<{ action: Action; submitted: boolean }>();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(false);
  const elder = useSettings().mode === 'elder';
  const branchPays = useBranchPays();
  const steps = (elder ? ONE_BY_ONE : STEPS).filter(({ fields }) => branchPays || fields.join() !== 'payer');
  const form = useForm<Draft>(initial, {
    category: (text) => (text ? undefined : publish.form.category),
    title: (text) => (text.trim().length >= 2 && text.trim().length <= 40 ? undefined : publish.form.title),
    summary: (text) => (text.trim().length >= 5 ? undefined : publish.form.summary),
    place: (text) => (text.trim().length >= 2 ? undefined : publish.form.place),
    start: (text) => ((fromLocalText(text) ?? 0) > Date.now() / 1000 ? undefined : publish.form.start),
    deadline: (_, all) => ((fieldsOf(all)?.registration.end ?? 0) > Date.now() / 1000 ? undefined : publish.form.deadline),
    seats: (text) => (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100 ? undefined : publish.form.seats),
  });
  const { values } = form;
  useEffect(() => {
    if (!editing && !done) keep(values);
  }, [values, editing, done]);
  useEffect(() => {
    if (shown.current) heading.current?.focus();
    shown.current = true;
  }, [step]);
  // Elder mode may be turned on or off in the middle.
  const at = Math.min(step, steps.length - 1);
  const last = at === steps.length - 1;
  const here = steps[at] ?? { title: 0, fields: [] };
  const forward = () => {
    if (form.check(here.fields)) setStep(at + 1);
  };
  if (done)
    return <Done action={done.action} submitted={done.submitted} id={editing?.id} onAnother={() => window.location.reload()} />;
  return (
    <>
      <p className="step-count">{publish.step(at + 1, steps.length)}</p>
      <h2 ref={heading} tabIndex={-1}>
        {publish.steps[here.title]}
      </h2>
      <form
        noValidate
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!last) forward();
        }}
      >
        <Faults form={form} />
        {here.fields.map((field) => (field === 'payer' && !branchPays ? null : <Ask key={field} field={field} form={form} />))}
        {!last && (
          <Button type="submit" main wide icon="forward">
            {common.next}
          </Button>
        )}
      </form>
      {last && (
        <Check
          draft={values}
          editing={editing}
          onChange={(title) => setStep(steps.findIndex((step) => step.title === title))}
          onDone={(action, submitted) => {
            if (!editing) forget();
            setDone({ action, submitted });
          }}
        />
      )}
      {at > 0 && (
        <Button kind="quiet" icon="back" onClick={() => setStep(at - 1)}>
          {common.back}
        </Button>
      )}
    </>
  );
}

/** Whoever may publish for the branch is asked who pays; for everybody else it is the own balance. */
function useBranchPays(): boolean {
  const me = useGet('/v1/me').data;
  return me?.role === 'administrator' && me.roles.includes('publisher');
}

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** One question. */
function Ask({ field, form }: { field: Question; form: Form<Draft> }) {
  const { publish, categories, detail, payers } = useWords().activity;
  const [now] = useState(() => localText(Date.now() / 1000));
  const bound = form.bind(field);
  switch (field) {
    case 'category':
      return <ChoiceField bound={bound} label={publish.category} columns options={optionsOf(categories)} />;
    case 'title':
      return <TextField bound={bound} label={publish.name} hint={publish.nameHint} maxLength={40} />;
    case 'summary':
      return <TextArea bound={bound} label={publish.summary} hint={publish.summaryHint} maxLength={150} />;
    case 'place':
      return <TextField bound={bound} label={publish.place} hint={publish.placeHint} maxLength={60} />;
    case 'start':
      return <TextField bound={bound} label={publish.start} type="datetime-local" min={now} />;
    case 'length':
      return <SelectField bound={bound} label={publish.length} options={optionsOf(publish.lengths)} />;
    case 'deadline':
      return <SelectField bound={bound} label={publish.deadline} options={optionsOf(publish.deadlines)} />;
    case 'seats':
      return <TextField bound={bound} label={publish.seats} inputMode="numeric" maxLength={3} />;
    case 'reward':
      return <ChoiceField bound={bound} label={publish.reward} options={optionsOf(publish.rewards)} />;
    case 'admission':
      return (
        <ChoiceField
          bound={bound}
          label={publish.admission}
          options={[
            { value: 'by_administrator', label: detail.admission.by_administrator },
            { value: 'automatic', label: detail.admission.automatic },
          ]}
        />
      );
    case 'payer':
      return <ChoiceField bound={bound} label={publish.payer} options={optionsOf(payers)} />;
  }
}

interface CheckProps {
  draft: Draft;
  editing?: Schemas['ActivityDetail'];
  onChange: (step: number) => void;
  onDone: (action: Action, submitted: boolean) => void;
}

/** Everything once more, what it costs, and what the automatic checks say of it. */
function Check({ draft, editing, onChange, onDone }: CheckProps) {
  const { activity: words, common } = useWords();
  const { publish } = words;
  const language = useLanguage();
  // The same draft is the same request however often it is sent, so what it takes from the clock is taken once.
  const [now] = useState(() => Math.floor(Date.now() / 1000));
  const fields = fieldsOf(draft, now);
  // What was never submitted, or came back, is saved first and submitted from its own page.
  const saves = editing?.stage === 'draft' || editing?.stage === 'returned';
  const me = useGet('/v1/me');
  const packs = usePacks(me.data?.branch);
  const signed = useSignedAct();
  const plain = useAct();
  const rules = packs?.find((pack) => pack.effective <= now);
  if (!fields) return null;
  const price = rules && cost(rules.pack, fields, fields.seats);
  const own = fields.payer === 'own_balance';
  const before = own ? me.data?.balance : undefined;
  // What is held already for an activity that is mended comes on top of the balance.
  const held = editing && !saves && editing.terms ? editing.terms.per_seat * editing.seats : 0;
  const after = before !== undefined && price ? before + held - price.held : undefined;
  const send = (key: string, password: { transaction_password?: string }, submit: boolean): Promise<Action> =>
    editing
      ? unwrap(
          api.PUT('/v1/activities/{id}', {
            params: { path: { id: editing.id }, header: changing(key) },
            body: { revision: editing.revision, activity: fields, ...password },
          }),
        )
      : unwrap(
          api.POST('/v1/activities', { params: { header: changing(key) }, body: { activity: fields, submit, ...password } }),
        );
  // What became of one way of sending does not stand in the way of what becomes of the other.
  const submit = () => {
    plain.reset();
    if (own && !saves) {
      signed.run(['publish', fields], (key, password) => send(key, { transaction_password: password }, true), {
        about: price && <Facts rows={[[publish.cost, hours(price.held, language)]]} />,
        onDone: (action) => onDone(action, true),
      });
    } else {
      void plain.run(['publish', fields], (key) => send(key, {}, true)).then((action) => action && onDone(action, !saves));
    }
  };
  const draftOnly = () => {
    signed.reset();
    void plain.run(['draft', fields], (key) => send(key, {}, false)).then((action) => action && onDone(action, false));
  };
  const change = (step: number) => (
    <Button kind="quiet" onClick={() => onChange(step)}>
      {common.change}
    </Button>
  );
  return (
    <>
      <p>{publish.checkHint}</p>
      <Preview fields={fields} />
      <Facts
        rows={[
          [
            publish.steps[0] ?? '',
            <span key="what">
              {words.categories[fields.category]} · {fields.title} {change(0)}
            </span>,
          ],
          [publish.summary, fields.summary],
          [
            publish.steps[1] ?? '',
            <span key="where">
              {fields.place} {change(1)}
            </span>,
          ],
          [
            publish.steps[2] ?? '',
            <span key="when">
              {span(fields.service, language)} {change(2)}
            </span>,
          ],
          [words.registration, span(fields.registration, language)],
          [
            publish.seats,
            <span key="seats">
              {fields.seats} {change(3)}
            </span>,
          ],
        ]}
      />
      <div className="cost">
        <Facts
          rows={[
            price && [publish.cost, <strong key="cost">{hours(price.held, language)}</strong>],
            before !== undefined && [publish.before, hours(before + held, language)],
            after !== undefined && [publish.after, hours(after, language)],
          ]}
        />
        <p className="hint">{publish.costHint}</p>
      </div>
      {after !== undefined && after < 0 && <Notice tone="bad" title={publish.tooMuch(hours(-after, language))} />}
      <Progress of={signed.progress.at === 'idle' ? plain.progress : signed.progress} />
      <Button main wide busy={signed.busy || plain.busy} onClick={submit}>
        {saves ? publish.save : publish.submit}
      </Button>
      {!editing && (
        <Button kind="secondary" wide busy={signed.busy || plain.busy} onClick={draftOnly}>
          {publish.draft}
        </Button>
      )}
    </>
  );
}

/** What the automatic checks would say, so that it can be mended before it is sent. */
function Preview({ fields }: { fields: Schemas['ActivityFields'] }) {
  const { publish } = useWords().activity;
  const language = useLanguage();
  const [state, run] = useSend();
  const [found, setFound] = useState<Schemas['ReviewAssessment']>();
  const text = JSON.stringify(fields);
  useEffect(() => {
    void run(async () => {
      const body = JSON.parse(text) as Schemas['ActivityFields'];
      setFound(await unwrap(api.POST('/v1/review/previews', { body })));
    });
  }, [run, text]);
  return (
    <SendState of={state}>
      {found &&
        (found.findings.length === 0 ? (
          <Notice tone="good" title={publish.clean} />
        ) : (
          <Notice tone={found.verdict === 'return' ? 'bad' : 'info'} title={publish.findings}>
            <ul>
              {found.findings.map((finding) => (
                <li key={finding.code}>{finding[language]}</li>
              ))}
            </ul>
          </Notice>
        ))}
    </SendState>
  );
}

interface DoneProps {
  action: Action;
  submitted: boolean;
  id: number | undefined;
  onAnother: () => void;
}

function Done({ action, submitted, id, onAnother }: DoneProps) {
  const { publish } = useWords().activity;
  const [, go] = useLocation();
  const activity = id ?? action.activity;
  return (
    <>
      <Progress
        of={{ at: 'done', action }}
        done={submitted ? publish.done : id === undefined ? publish.doneDraft : publish.saved}
      />
      {submitted && <p>{publish.doneHint}</p>}
      {activity != null && (
        <LinkButton href={`/activities/${activity}`} main wide>
          {publish.open}
        </LinkButton>
      )}
      <Button
        kind="secondary"
        onClick={() => {
          go('/publish');
          onAnother();
        }}
      >
        {publish.another}
      </Button>
    </>
  );
}
