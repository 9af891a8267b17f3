import type { PackRules } from '@timebank/shared/format/cost';
import { useGet } from '../app/api';

/** The rule packs of a branch, newest first, as far as the price of a service needs them. */
export function usePacks(branch: number | undefined): { version: number; effective: number; pack: PackRules }[] | undefined {
  const found = useGet(
    '/v1/branches/{id}/packs',
    { params: { path: { id: branch ?? 0 }, query: { limit: 100 } } },
    { enabled: branch !== undefined },
  );
  return found.data?.items.map(({ version, effective, pack }) => ({ version, effective, pack: pack as unknown as PackRules }));
}
