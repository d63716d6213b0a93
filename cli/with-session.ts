import { openSession, type Session } from './session.ts';

/** Runs a verb's work with a session that is closed in any case. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const session = openSession();
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
