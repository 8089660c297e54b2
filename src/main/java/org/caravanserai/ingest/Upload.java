package org.caravanserai.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Kind;

/** Takes files that are sent, as if the source had delivered them: in its own format, through its own map. */
public final class Upload {
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
    /** File systems count bytes, mostly to 255. */
    private static final int BYTES = 200;

    private final Ingest ingest;
    private final Path folder;
    private final Map<String, Live> live = new ConcurrentHashMap<>();

    /**
     * How far a file is that is being taken.
     *
     * @param done rows decided
     * @param total rows of the file; 0 while it is looked at
     */
    public record Live(String file, long done, long total) {}

    /** @param data the hub's data folder; files pass through its {@code temp} */
    public Upload(Ingest ingest, Path data) {
        this.ingest = ingest;
        this.folder = data.resolve("temp");
    }

    /** Whether a file may be called so. */
    public static boolean names(String file) {
        return NAME.matcher(file).matches()
                && file.getBytes(StandardCharsets.UTF_8).length <= BYTES
                && !file.equals(".")
                && !file.equals("..");
    }

    /**
     * Takes a file; when this returns the outcome is committed.
     *
     * @param name see {@link #names}
     * @param limit most bytes
     * @return empty when there are more
     */
    public Optional<Run> take(String source, Kind kind, String name, InputStream body, long limit) {
        if (!names(name)) {
            throw new IllegalArgumentException("no name of a file");
        }
        var place = place(source, kind);
        Path own = null;
        try {
            Files.createDirectories(folder);
            own = Files.createTempDirectory(folder, "file-");
            var file = own.resolve(name);
            if (!Body.save(body, file, limit)) {
                return Optional.empty();
            }
            live.put(place, new Live(name, 0, 0));
            return Optional.of(ingest.file(source, kind, file, watched(place, name)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            live.remove(place);
            delete(own, name);
        }
    }

    /** The file being taken for a source and kind just now. */
    public Optional<Live> live(String source, Kind kind) {
        return Optional.ofNullable(live.get(place(source, kind)));
    }

    private Progress watched(String place, String name) {
        return new Progress() {
            @Override
            public void at(long done, long total, Account account) {
                live.put(place, new Live(name, done, total));
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }

    private static String place(String source, Kind kind) {
        return source + "/" + kind.word();
    }

    private static void delete(Path own, String name) {
        if (own == null) {
            return;
        }
        try {
            Files.deleteIfExists(own.resolve(name));
            Files.deleteIfExists(own);
        } catch (IOException busy) {
            // What stays in temp is of no account.
        }
    }
}
