-- AlterTable
ALTER TABLE "Recording" ADD COLUMN     "readBack" JSONB,
ADD COLUMN     "takesDeletedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "objects" JSONB;
