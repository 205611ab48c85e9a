-- AlterTable
ALTER TABLE "Series" ADD COLUMN     "partners" JSONB NOT NULL DEFAULT '[]';
