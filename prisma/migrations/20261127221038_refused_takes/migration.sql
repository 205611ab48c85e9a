-- AlterTable
ALTER TABLE "Take" ADD COLUMN     "refusedAt" TIMESTAMP(3);
