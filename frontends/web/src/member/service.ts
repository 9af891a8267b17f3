import type { Problem, Schemas } from '@timebank/shared/api/client';
import { useGet } from '../app/api';
import { useLiveActivity } from '../app/live';
import { useNumber } from './parts';

/** An activity with one participant's part in it, for whoever of the two sides looks. */
export interface Service {
  activity: Schemas['ActivityDetail'];
  enrolment: Schemas['EnrolmentView'];
  /** Whether the participant looks. */
  own: boolean;
}

interface Result {
  id: number;
  participant: number;
  data: Service | undefined;
  error: Problem | null;
  refetch: () => void;
}

/** The service that the address names: `/activities/7/people/12/…`. */
export function useService(): Result {
  const [id, participant] = [useNumber('id'), useNumber('participant')];
  useLiveActivity(id);
  const me = useGet('/v1/me');
  const activity = useGet('/v1/activities/{id}', { params: { path: { id } } });
  const after = String(Math.max(0, participant - 1));
  // Whoever may see all of them asks for one; everybody else sees oneself alone.
  const all = activity.data?.administered || me.data?.role === 'administrator';
  const query = { limit: 1, ...(all ? { cursor: after } : {}) };
  const enrolments = useGet(
    '/v1/activities/{id}/enrolments',
    { params: { path: { id }, query } },
    { enabled: activity.data !== undefined && me.data !== undefined },
  );
  const enrolment = enrolments.data?.enrolments.find((one) => one.participant === participant);
  const own = me.data?.member === participant;
  const whole = activity.data && me.data && enrolment;
  return {
    id,
    participant,
    data: whole ? { activity: activity.data, enrolment, own } : undefined,
    error: activity.error ?? enrolments.error ?? me.error,
    refetch: () => {
      void activity.refetch();
      void enrolments.refetch();
    },
  };
}
