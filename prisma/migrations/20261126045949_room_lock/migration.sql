-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lockedAt" TIMESTAMP(3);
