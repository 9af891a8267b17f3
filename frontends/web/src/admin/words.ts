import type { admin } from '@timebank/shared/words/zh/admin';
import { room } from '../app/words';

/** The words of the administrators' screens, loaded with them. */
export const useAdminWords = room<typeof admin>({
  zh: async () => (await import('@timebank/shared/words/zh/admin')).admin,
  en: async () => (await import('@timebank/shared/words/en/admin')).admin,
});
