import { changing } from '@timebank/shared/api/actions';
import { unwrap } from '@timebank/shared/api/client';
import { useAct } from '../app/act';
import { api } from '../app/api';
import { useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { ChoiceField, Faults, TextArea } from '../components/Field';
import { useForm } from '../components/form';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { participantStep, publisherStep } from './next';
import { NextStep, useNameOf } from './parts';
import { type Service, useService } from './service';

/** One side says how it was with the other: a score, and a word if wanted. */
export default function Rate() {
  const { rating } = useWords().activity;
  const service = useService();
  return (
    <Page title={rating.title} back={`/activities/${service.id}`}>
      <Loaded of={service}>{(data) => <Form service={data} />}</Loaded>
    </Page>
  );
}

function Form({ service }: { service: Service }) {
  const { rating, mine } = useWords().activity;
  const nameOf = useNameOf();
  const act = useAct();
  const { activity, enrolment, own } = service;
  const form = useForm({ score: '', comment: '' }, { score: (text) => (text ? undefined : rating.choose) });
  const given = own ? enrolment.score_given : enrolment.score_received;
  const step = own ? participantStep(activity, enrolment) : publisherStep(activity, enrolment);
  if (given != null) {
    return (
      <>
        <Progress of={act.progress.at === 'idle' ? act.progress : act.progress} done={rating.done} />
        <p className="lead">
          {nameOf(own ? activity.publisher : enrolment.participant)}
          {': '}
          {given} {rating.scores[given - 1]}
        </p>
        <NextStep step={step} />
        <LinkButton href={own ? '/mine' : `/activities/${activity.id}/people`} kind="secondary">
          {mine.title}
        </LinkButton>
      </>
    );
  }
  const path = { id: activity.id, participant: enrolment.participant };
  return (
    <form
      noValidate
      className="form"
      onSubmit={form.submit(async ({ score, comment }) => {
        const text = comment.trim();
        const body = { score: Number(score), ...(text ? { comment: text } : {}) };
        await act.run(['rate', path, body], (key) =>
          unwrap(
            api.POST('/v1/activities/{id}/enrolments/{participant}/rating', { params: { path, header: changing(key) }, body }),
          ),
        );
      })}
    >
      <Faults form={form} />
      <ChoiceField
        bound={form.bind('score')}
        label={rating.ask(nameOf(own ? activity.publisher : enrolment.participant))}
        options={[5, 4, 3, 2, 1].map((score) => ({ value: String(score), label: `${score} ${rating.scores[score - 1]}` }))}
      />
      <TextArea bound={form.bind('comment')} label={rating.comment} hint={rating.commentHint} optional maxLength={500} />
      <Progress of={act.progress} done={rating.done} />
      <Button type="submit" main wide busy={act.busy}>
        {rating.submit}
      </Button>
    </form>
  );
}
