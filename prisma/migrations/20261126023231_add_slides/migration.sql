-- CreateTable
CREATE TABLE "Deck" (
    "deckId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "pageCount" INTEGER NOT NULL,
    "problem" TEXT,

    CONSTRAINT "Deck_pkey" PRIMARY KEY ("deckId")
);

-- CreateTable
CREATE TABLE "Slide" (
    "deckId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "fullKey" TEXT NOT NULL,
    "fullWidth" INTEGER NOT NULL,
    "fullHeight" INTEGER NOT NULL,
    "smallKey" TEXT NOT NULL,
    "smallWidth" INTEGER NOT NULL,
    "smallHeight" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Slide_pkey" PRIMARY KEY ("deckId","position")
);

-- CreateIndex
CREATE INDEX "Deck_sessionId_idx" ON "Deck"("sessionId");

-- AddForeignKey
ALTER TABLE "Deck" ADD CONSTRAINT "Deck_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Slide" ADD CONSTRAINT "Slide_deckId_fkey" FOREIGN KEY ("deckId") REFERENCES "Deck"("deckId") ON DELETE CASCADE ON UPDATE CASCADE;
