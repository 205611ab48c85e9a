-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "hubSeenAt" TIMESTAMP(3),
ADD COLUMN     "practiceHub" TEXT;
