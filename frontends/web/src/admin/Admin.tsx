import { Route, Switch } from 'wouter';
import ReviewQueue from './ReviewQueue';

/** The administrators' screens, a piece of their own. Each screen is a `Page`. */
export default function Admin() {
  return (
    <Switch>
      <Route path="/admin">
        <ReviewQueue />
      </Route>
    </Switch>
  );
}
