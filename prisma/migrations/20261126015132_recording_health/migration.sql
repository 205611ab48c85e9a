-- AlterTable
ALTER TABLE "Recording" ADD COLUMN     "health" JSONB;
