package org.caravanserai.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.home.Company;
import org.caravanserai.home.Home;
import org.caravanserai.home.Source;

/**
 * The sample files of a sandbox home: {@code config/samples/<source>/} goes into that source's inbox at the first start
 * on a data folder. Dates written as {@code {{today+30d}}} are filled in on the way, so that rights and price dates
 * never rot.
 */
public final class Samples {
    private static final Pattern DATE = Pattern.compile("\\{\\{today([+-]\\d{1,5})d}}");
    private static final Set<String> TEXT = Set.of("csv", "tsv", "jsonl", "json", "txt", "xml");
    private static final String MARK = "samples.copied";

    private Samples() {}

    /**
     * Copies what has not been copied yet; does nothing in homes that are no sandbox.
     *
     * @param data the data folder
     * @param today the day the dates are counted from, in the hub's zone
     * @return how many files were copied
     */
    public static int copy(Home home, Path data, LocalDate today) throws IOException {
        var samples = home.folder().resolve("config/samples");
        var mark = data.resolve(MARK);
        if (home.company().type() != Company.Type.SANDBOX || !Files.isDirectory(samples) || Files.exists(mark)) {
            return 0;
        }
        int copied = 0;
        for (var source : home.sources().values()) {
            var folder = samples.resolve(source.name());
            var directory =
                    source.connection() == null ? null : source.connection().value("directory");
            if (directory != null && Files.isDirectory(folder)) {
                copied += copy(folder, data.resolve(directory), source, today);
            }
        }
        Files.writeString(mark, today.toString());
        return copied;
    }

    private static int copy(Path from, Path to, Source source, LocalDate today) throws IOException {
        Files.createDirectories(to);
        var ready = source.connection().value("readyFile");
        var suffix = ready == null || !ready.startsWith("*") ? null : ready.substring(1);
        var files = new ArrayList<Path>();
        try (var entries = Files.list(from)) {
            entries.filter(Files::isRegularFile).forEach(files::add);
        }
        // The file that says "complete" comes last.
        files.sort(
                Comparator.comparing((Path file) -> suffix != null && name(file).endsWith(suffix))
                        .thenComparing(Samples::name));
        for (var file : files) {
            var part = Files.createTempFile(to, ".sample-", ".part");
            Files.write(part, filled(file, today));
            Files.move(
                    part, to.resolve(name(file)), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return files.size();
    }

    private static byte[] filled(Path file, LocalDate today) throws IOException {
        var bytes = Files.readAllBytes(file);
        var name = name(file);
        if (!TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return bytes;
        }
        // Latin-1 maps every byte to one character and back: the file's own encoding stays as it is.
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return DATE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        today.plusDays(Integer.parseInt(found.group(1))).toString()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
