-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "leadMs" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Series" ADD COLUMN     "introKey" TEXT,
ADD COLUMN     "introMs" INTEGER,
ADD COLUMN     "outroKey" TEXT,
ADD COLUMN     "outroMs" INTEGER;
