package org.caravanserai.delivery.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what a survey finds, many at a time. */
final class Keeper implements Consumer<Entry> {
    private static final int PAGE = 1_000;

    private final SurveyBook book;
    private final long survey;
    private final List<Entry> entries = new ArrayList<>();
    private long next = 1;

    /** @param book null = they stay here */
    Keeper(SurveyBook book, long survey) {
        this.book = book;
        this.survey = survey;
    }

    @Override
    public void accept(Entry entry) {
        entries.add(entry);
        if (book != null && entries.size() >= PAGE) {
            flush();
        }
    }

    /** Those that are not kept yet. */
    List<Entry> entries() {
        return entries;
    }

    void flush() {
        book.add(survey, next, entries);
        next += entries.size();
        entries.clear();
    }
}
