package org.caravanserai.master;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Section;

/**
 * What is looked up about documents of one kind without reading them: whom they refer to, how they are found, when they
 * fall due.
 */
final class Facts {
    /** Dates everybody lives by; ends are exclusive, so the moment is the start of the day. */
    private static final Set<String> ALWAYS = Set.of("validFrom", "validTo", "rightsFrom", "rightsTo");

    private final KindModel model;
    private final Set<String> match;
    private final Set<String> dates;
    private final ZoneId zone;
    private final List<Attribute> references = new ArrayList<>();
    /** Attributes that hold dates somebody lives by. */
    private final List<Attribute> dated = new ArrayList<>();
    /** Sections with such fields. */
    private final List<Section> datedSections = new ArrayList<>();

    /** A reference to another document. */
    record Reference(Kind kind, String key, boolean parent) {}

    /** A value by which a document is found. */
    record Match(String attribute, String value) {}

    /** All of one document. */
    record All(Set<Reference> references, Set<Match> matches, Set<Long> moments) {
        static final All NONE = new All(Set.of(), Set.of(), Set.of());
    }

    Facts(KindModel model, Set<String> match, Set<String> dates, ZoneId zone) {
        this.model = model;
        this.match = match;
        this.dates = dates;
        this.zone = zone;
        model.attributes().values().stream()
                .filter(attribute -> target(attribute) != null)
                .forEach(references::add);
        model.attributes().values().stream().filter(this::dated).forEach(dated::add);
        model.sections().values().stream()
                .filter(section -> !model.attributes().containsKey(section.code())
                        && section.fields().values().stream().anyMatch(this::dated))
                .forEach(datedSections::add);
    }

    All of(Document document) {
        return new All(references(document), matches(document), moments(document));
    }

    Set<Reference> references(Document document) {
        var found = new HashSet<Reference>();
        for (var attribute : references) {
            var target = target(attribute);
            Values.walk(attribute, document.values().get(attribute.code()), (place, value) -> {
                for (var key : Values.texts(value)) {
                    if (key.length() <= Intake.MAX_KEY) {
                        found.add(new Reference(target, key, parent(attribute)));
                    }
                }
            });
        }
        return found;
    }

    Set<Match> matches(Document document) {
        var found = new HashSet<Match>();
        for (var code : match) {
            for (var value : values(document, code)) {
                found.add(new Match(code, value));
            }
        }
        return found;
    }

    /** The match values of one attribute in a source's or golden document. */
    Set<String> values(Document document, String code) {
        var found = new TreeSet<String>();
        var attribute = model.attributes().get(code);
        if (attribute != null) {
            Values.walk(attribute, document.values().get(code), (place, value) -> {
                for (var text : Values.texts(value)) {
                    if (!text.isBlank() && text.length() <= Intake.MAX_KEY) {
                        found.add(text);
                    }
                }
            });
        }
        return found;
    }

    private Set<Long> moments(Document document) {
        var moments = new TreeSet<Long>();
        for (var attribute : dated) {
            Values.walk(
                    attribute,
                    document.values().get(attribute.code()),
                    (place, inner) -> moment(attribute, inner, moments));
        }
        for (var section : datedSections) {
            for (var element : elements(document.values().get(section.code()))) {
                section.fields().forEach((name, field) -> {
                    if (dated(field)) {
                        moment(field, element.get(name), moments);
                    }
                });
            }
        }
        return moments;
    }

    /** Whether an attribute, or a field of a section, is a day or a moment. */
    static boolean isDate(Attribute attribute) {
        return attribute.type() == AttributeType.DATE || attribute.type() == AttributeType.INSTANT;
    }

    private boolean dated(Attribute attribute) {
        return isDate(attribute) && (ALWAYS.contains(attribute.code()) || dates.contains(attribute.code()));
    }

    private static List<Map<?, ?>> elements(Object section) {
        var elements = new ArrayList<Map<?, ?>>();
        var all = section instanceof Map<?, ?> byKey
                ? byKey.values()
                : section instanceof List<?> list ? list : List.of();
        for (Object element : all) {
            if (element instanceof Map<?, ?> map) {
                elements.add(map);
            }
        }
        return elements;
    }

    /**
     * When something changes for those who compare the value with today: at the start of the day, and for a date that is no end of a
     * validity also at the start of the next, when it becomes past.
     */
    private void moment(Attribute attribute, Object value, Set<Long> moments) {
        if (!(value instanceof String text)) {
            return;
        }
        try {
            if (attribute.type() == AttributeType.INSTANT) {
                moments.add(OffsetDateTime.parse(text).toInstant().toEpochMilli());
                return;
            }
            var day = LocalDate.parse(text);
            moments.add(start(day));
            if (!ALWAYS.contains(attribute.code())) {
                moments.add(start(day.plusDays(1)));
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            // A value that is no date falls due never; the value checks of its source have said so.
        }
    }

    private long start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The attribute by which documents of one kind form a tree. */
    private boolean parent(Attribute attribute) {
        return attribute.code().equals("parent") && target(attribute) == model.kind();
    }

    /** Whether documents of this kind form a tree. */
    boolean tree() {
        return references.stream().anyMatch(this::parent);
    }

    /** What an attribute refers to, null = nothing. */
    Kind target(String code) {
        var attribute = model.attributes().get(code);
        return attribute == null ? null : target(attribute);
    }

    private static Kind target(Attribute attribute) {
        return attribute.target() != null || attribute.type() != AttributeType.MEDIA ? attribute.target() : Kind.MEDIA;
    }
}
