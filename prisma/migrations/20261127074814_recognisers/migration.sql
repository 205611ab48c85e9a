-- CreateTable
CREATE TABLE "Recogniser" (
    "runner" TEXT NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Recogniser_pkey" PRIMARY KEY ("runner")
);
