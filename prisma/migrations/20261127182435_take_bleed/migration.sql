-- AlterTable
ALTER TABLE "Take" ADD COLUMN     "bleed" JSONB;
