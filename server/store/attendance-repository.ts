import type { PrismaClient } from '../../prisma/client/client.ts';
import type { AttendanceRepository } from '../sessions/attendance.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createAttendanceRepository(prisma: PrismaClient): AttendanceRepository {
  const db = translateStoreErrors(prisma);
  return {
    async joined(stay) {
      const { attendanceId } = stay;
      await db.attendance.upsert({ where: { attendanceId }, create: stay, update: {} });
    },
    async left(attendanceId, at) {
      await db.attendance.updateMany({
        where: { attendanceId, leftAt: null },
        data: { leftAt: at },
      });
    },
    async endAll(sessionId, at) {
      await db.attendance.updateMany({
        where: { sessionId, leftAt: null },
        data: { leftAt: at },
      });
    },
    async list(sessionId) {
      const rows = await db.attendance.findMany({
        where: { sessionId },
        orderBy: [{ joinedAt: 'asc' }, { attendanceId: 'asc' }],
      });
      return rows.map(({ leftAt, ...stay }) => ({ ...stay, leftAt: leftAt ?? undefined }));
    },
  };
}
