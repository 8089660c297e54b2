package org.caravanserai.ingest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Source;
import org.caravanserai.parser.Refusal;

/** Reads a source's file as a run would, and keeps nothing: what documents would it make, and what would be refused? */
public final class Trial {
    private final Home home;
    private final Clock clock;

    /** What the rows of a file give, in their order. Lines are physical lines of the file, first is 1. */
    public interface Listener {
        /** A document. */
        void made(long line, Document document);

        /** A value that was left out, or a remark. */
        void found(long line, Finding finding);

        /** A row that cannot be used.
         * @param attribute where, null = the row as a whole
         * @param value the raw value, null = none; foreign text, not cut */
        void refused(long line, String rule, String attribute, String value, String message);
    }

    public Trial(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /** A source and one of its entities. */
    public record Place(String source, Kind kind) {}

    /** Which sources take a file of this name, by the patterns of their entities. */
    public Map<Place, Source.Entity> places(String fileName) {
        var places = new LinkedHashMap<Place, Source.Entity>();
        var name = Path.of(fileName);
        for (var source : home.sources().values()) {
            for (var entity : source.entities().values()) {
                boolean taken = entity.files().stream()
                        .anyMatch(pattern -> FileSystems.getDefault()
                                .getPathMatcher("glob:" + pattern)
                                .matches(name));
                if (taken) {
                    places.put(new Place(source.name(), entity.kind()), entity);
                }
            }
        }
        return places;
    }

    /**
     * Reads a file to its end.
     *
     * @return why the file as a whole is refused, empty when it was read
     * @throws Ways.NoWay when the map of the entity has errors
     */
    public Optional<Refusal> read(Place place, Source.Entity entity, Path file, Listener listener) throws IOException {
        var inward = new Ways(home, clock).of(place.source(), place.kind(), entity);
        var opener = Formats.of(entity.format(), file);
        var pass = opener.look();
        if (pass.refusal().isPresent()) {
            return pass.refusal();
        }
        if (!pass.columns().isEmpty()) {
            inward.header(pass.columns());
        }
        try (var rows = new Rows(opener, inward)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                tell(row, listener);
            }
        }
        return Optional.empty();
    }

    private static void tell(Rows.Row row, Listener listener) {
        if (row.reading() instanceof Inward.Reading.Made made) {
            made.findings().forEach(finding -> listener.found(row.line(), finding));
            listener.made(row.line(), made.document());
        } else if (row.reading() instanceof Inward.Reading.Refused refused) {
            listener.refused(row.line(), refused.rule(), refused.attribute(), refused.value(), refused.message());
        }
    }
}
