import { unwrap } from '@timebank/shared/api/client';
import { useLocation } from 'wouter';
import { api, useGet } from '../app/api';
import { endSession } from '../app/session';
import { useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Loaded } from '../components/Loaded';
import { Facts, Page } from '../components/Page';
import { SendState, useSend } from '../components/SendState';

/** Who somebody is here, and what can be set. */
export default function Me() {
  const { home, common } = useWords();
  const { me: words } = home;
  const me = useGet('/v1/me');
  const branches = useGet('/v1/branches');
  const branch = (id: number) => branches.data?.branches.find((branch) => branch.id === id)?.name ?? common.branch(id);
  return (
    <Page title={words.title}>
      <Loaded of={me}>
        {(me) => (
          <Facts
            rows={[
              me.member != null && [words.number, me.member],
              [words.phone, me.phone],
              [words.branch, branch(me.branch)],
              me.roles.length > 0 && [words.offices, me.roles.map((role) => words.roles[role]).join(' · ')],
            ]}
          />
        )}
      </Loaded>
      <nav className="tiles" aria-label={words.title}>
        <LinkButton href="/me/security" main kind="secondary" wide>
          {words.security}
        </LinkButton>
        <LinkButton href="/display" main kind="secondary" icon="large" wide>
          {words.display}
        </LinkButton>
      </nav>
      <LogOut />
    </Page>
  );
}

/** Logs out here. The branch is told; without a network the token is forgotten all the same. */
export function LogOut() {
  const { me } = useWords().home;
  const [, go] = useLocation();
  const [state, run] = useSend();
  const leave = () => {
    endSession();
    go('/login');
  };
  return (
    <SendState of={state}>
      <Button
        kind="quiet"
        icon="out"
        busy={state.busy}
        onClick={() =>
          void run(async () => {
            await unwrap(api.DELETE('/v1/auth/sessions/current')).catch(() => undefined);
            leave();
          })
        }
      >
        {me.logout}
      </Button>
    </SendState>
  );
}
