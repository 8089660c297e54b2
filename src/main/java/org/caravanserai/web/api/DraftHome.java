package org.caravanserai.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.wanted.ChannelRules;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.ZipFiles;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;

/** The home as it would be with draft files in it: read in a temporary folder that is gone afterwards. Nothing of the running home is touched. */
final class DraftHome {
    private static final long MOST = 64L << 20;
    private static final List<String> FOLDERS = List.of("config/", "connectors/", "mappings/", "routes/");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._+-]{1,100}(/[A-Za-z0-9._+-]{1,100}){1,5}");
    private static final int SHOWN = 20;

    private final Home home;

    DraftHome(Home home) {
        this.home = home;
    }

    /**
     * Reads drafts from an archive.
     *
     * @param body an archive (.zip) of files by their paths in the home
     * @return the home with them
     */
    Home with(InputStream body) {
        try {
            var folder = Files.createTempDirectory("hub-draft");
            try {
                return read(folder, body);
            } finally {
                delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the drafts cannot be laid over the home", failed);
        }
    }

    private Home read(Path folder, InputStream body) throws IOException {
        var archive = folder.resolve("drafts.zip");
        Files.copy(body, archive);
        var drafts = files(archive);
        drafts.keySet().forEach(DraftHome::allowed);
        var draft = folder.resolve("home");
        for (var one : FOLDERS) {
            Files.createDirectories(draft.resolve(one));
        }
        for (var file : home.files().values()) {
            write(draft, file.path(), file.bytes());
        }
        for (var file : drafts.entrySet()) {
            write(draft, file.getKey(), file.getValue());
        }
        var read = Home.read(draft, home.environment(), Library.ofClassPath());
        problems(read);
        return read;
    }

    private static Map<String, byte[]> files(Path archive) throws IOException {
        var read = ZipFiles.read(archive, MOST);
        if (read instanceof Outcome.Refused<Map<String, byte[]>> refused) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-031",
                    "The drafts cannot be read: " + refused.refusal().message() + ".");
        }
        var files = ((Outcome.Taken<Map<String, byte[]>>) read).value();
        if (files.isEmpty()) {
            throw new HttpRefusal(HttpStatus.BAD_REQUEST, "API-031", "The archive holds no file.");
        }
        return files;
    }

    private static void allowed(String path) {
        boolean known = FOLDERS.stream().anyMatch(path::startsWith);
        if (!known || !PATH.matcher(path).matches() || path.contains("..")) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-031",
                    "'" + Finding.cut(path) + "' is no file of a home: drafts lie below " + String.join(", ", FOLDERS)
                            + " under names of letters, digits and . _ + -.");
        }
    }

    /** Errors the running home has too are not the draft's. */
    private void problems(Home draft) {
        var known = all(home).map(DraftHome::words).collect(Collectors.toSet());
        var fresh = all(draft)
                .filter(problem -> !problem.warning() && !known.contains(words(problem)))
                .map(Problem::toString)
                .distinct()
                .toList();
        if (!fresh.isEmpty()) {
            throw new HttpRefusal(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "API-032",
                    "The drafts have " + fresh.size() + " error(s): " + fresh.get(0),
                    Map.of("problems", fresh.stream().limit(SHOWN).toList()));
        }
    }

    /** Of the files, and of assortments, gates and maps as channels use them. */
    private static Stream<Problem> all(Home home) {
        return Stream.concat(home.problems().stream(), new ChannelRules().check(home).stream());
    }

    private static String words(Problem problem) {
        return problem.position().file() + problem.code() + problem.text();
    }

    private static void write(Path folder, String path, byte[] bytes) throws IOException {
        var file = folder.resolve(path).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("'" + Finding.cut(path) + "' leads out of the home");
        }
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
