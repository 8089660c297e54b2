package org.caravanserai.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.RawObject;

/**
 * Canonical documents as they are, for sources without a map ({@code api}, {@code steward}). A correction of the
 * steward may say why and until when: {@code "correction":{"note":"recall","until":"2027-01-01"}}.
 */
final class Canonical implements Inward {
    private static final String CORRECTION = "correction";

    private final Kind kind;
    private final boolean steward;
    private final ZoneId zone;
    private final Function<Document, Checked> check;

    /**
     * A document whose values were looked at.
     *
     * @param document without the values that are wrong
     * @param findings what was left out
     */
    record Checked(Document document, List<Finding> findings) {}

    Canonical(Kind kind, boolean steward, ZoneId zone, Function<Document, Checked> check) {
        this.kind = kind;
        this.steward = steward;
        this.zone = zone;
        this.check = check;
    }

    @Override
    public Set<String> columns() {
        return Set.of();
    }

    @Override
    public String collects() {
        return null;
    }

    @Override
    public Reading read(Map<String, Object> fields) {
        var key = fields.get(kind.keyField());
        var values = without(fields, kind.keyField());
        if (!(key instanceof String text) || text.isBlank()) {
            return new Reading.Refused(
                    IngestCode.KEY.code(),
                    kind.keyField(),
                    key == null ? null : String.valueOf(key),
                    key == null
                            ? "the field '" + kind.keyField() + "' is missing; it holds the key"
                            : "the field '" + kind.keyField() + "' must hold the key as text; put it in quotes");
        }
        Remark remark = null;
        if (steward) {
            var said = fields.get(CORRECTION);
            values = without(values, CORRECTION);
            if (said instanceof Map<?, ?> map) {
                var note = map.get("note") instanceof String words ? words : "";
                if (map.get("until") != null) {
                    var until = until(map.get("until"));
                    if (until == null) {
                        return new Reading.Refused(
                                IngestCode.KEY.code(),
                                "correction.until",
                                String.valueOf(map.get("until")),
                                "until is neither a date (2027-01-01) nor a time with offset");
                    }
                    remark = new Remark(note, until);
                } else {
                    remark = new Remark(note, null);
                }
            }
        }
        var checked = check.apply(new Document(kind, text.strip(), values));
        return new Reading.Made(checked.document(), checked.findings(), remark);
    }

    private static Map<String, Object> without(Map<String, Object> fields, String name) {
        if (fields instanceof RawObject raw) {
            return raw.without(name);
        }
        var rest = new LinkedHashMap<>(fields);
        rest.remove(name);
        return rest;
    }

    private Long until(Object value) {
        try {
            var text = String.valueOf(value);
            Instant at = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return at.toEpochMilli();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
