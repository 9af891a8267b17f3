import { Component, type ReactNode, Suspense } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { Button, LinkButton } from '../components/Button';
import { Skeleton } from '../components/Loaded';
import { Page } from '../components/Page';
import { queries } from './api';
import { Live } from './live';
import { type Audience, SCREENS } from './routes';
import { useSession } from './session';
import { Shell } from './Shell';
import { Signing } from './sign';
import { useWords } from './words';

/** All of it. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Live>
        <Signing>
          <Shell>
            <Switch>
              {SCREENS.map(({ path, audience, screen: Screen }) => (
                <Route key={path} path={path}>
                  <Allowed audience={audience}>
                    <Guard>
                      <Suspense fallback={<Skeleton lines={6} />}>
                        <Screen />
                      </Suspense>
                    </Guard>
                  </Allowed>
                </Route>
              ))}
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Shell>
        </Signing>
      </Live>
    </QueryClientProvider>
  );
}

/** Where somebody goes after logging in: to where they came from, within this site. */
export function useDestination(fallback: string): string {
  const next = new URLSearchParams(useSearch()).get('next') ?? '';
  return /^\/(?!\/)[\w/?=&.%-]*$/.test(next) ? next : fallback;
}

/** Leads to the login page whoever is not logged in, and from there whoever is. */
function Allowed({ audience, children }: { audience: Audience; children: ReactNode }) {
  const session = useSession();
  const [location] = useLocation();
  const home = session?.role === 'administrator' ? '/admin' : '/';
  const destination = useDestination(home);
  if (audience === 'everybody') return children;
  if (audience === 'guest') return session ? <Redirect to={destination} replace /> : children;
  if (!session) {
    const next = location === '/' ? '' : `?next=${encodeURIComponent(location)}`;
    return <Redirect to={`/login${next}`} replace />;
  }
  if (audience === 'office' && session.role !== 'administrator') return <Redirect to="/" replace />;
  return children;
}

/** Something in a screen broke: the rest stays. */
class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { problem } = useWords().common;
  return (
    <Page title={problem.crashed}>
      <p>{problem.crashedHint}</p>
      <Button onClick={() => window.location.reload()}>{problem.reload}</Button>
    </Page>
  );
}

function NotFound() {
  const { problem } = useWords().common;
  return (
    <Page title={problem.notFound}>
      <p>{problem.notFoundHint}</p>
      <LinkButton href="/">{problem.toHome}</LinkButton>
    </Page>
  );
}
