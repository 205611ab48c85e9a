-- AlterTable
ALTER TABLE "Edits" ADD COLUMN     "forgottenVersion" INTEGER NOT NULL DEFAULT 0;
