package org.caravanserai.delivery.survey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.caravanserai.home.Home;

/** Keeps what a survey finds, many at a time. What is personal is kept as differing, not with its values. */
final class Keeper implements Consumer<Entry> {
    private static final int PAGE = 1_000;

    private final SurveyBook book;
    private final long survey;
    private final Set<String> personal;
    private final List<Entry> entries = new ArrayList<>();
    private long next = 1;

    /**
     * @param book null = they stay here
     * @param personal names of fields whose values are masked, any case; the last part of a path counts
     */
    Keeper(SurveyBook book, long survey, Collection<String> personal) {
        this.book = book;
        this.survey = survey;
        this.personal = personal.stream().map(Keeper::lower).collect(Collectors.toSet());
    }

    /** Keeps what this survey finds in the book. */
    static Keeper of(SurveyBook book, Survey survey, Home home) {
        var personal = home.channel(survey.channel())
                .map(channel -> home.connectors().get(channel.system()))
                .map(connector -> connector.http().personal())
                .orElse(List.of());
        return new Keeper(book, survey.id(), personal);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void accept(Entry entry) {
        entries.add(entry.fields().isEmpty() || personal.isEmpty() ? entry : entry.with(masked(entry.fields())));
        if (book != null && entries.size() >= PAGE) {
            flush();
        }
    }

    private List<Survey.Field> masked(List<Survey.Field> fields) {
        return fields.stream()
                .map(field -> personal(lower(field.field()))
                        ? new Survey.Field(field.field(), mask(field.ours()), mask(field.theirs()))
                        : field)
                .toList();
    }

    private boolean personal(String field) {
        return personal.contains(field) || personal.contains(field.substring(field.lastIndexOf('.') + 1));
    }

    private static String mask(String value) {
        return value == null ? null : "***";
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
