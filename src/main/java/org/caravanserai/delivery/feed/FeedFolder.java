package org.caravanserai.delivery.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The published files: {@code <data>/feeds/<channel>/}. A publication is a directory {@code <publication>.<version>} that appears whole, and a
 * manifest {@code <publication>.json} that points to it; replacing the manifest is the moment of publishing. The directory before is kept for
 * downloads under way.
 */
public final class FeedFolder {
    private static final int KEPT = 2;

    private final Path root;
    private final Map<String, Map<String, Manifest>> manifests = new ConcurrentHashMap<>();

    /**
     * A file that can be fetched.
     *
     * @param path where its bytes are
     */
    public record Published(Manifest manifest, Manifest.Entry entry, Path path) {}

    /**
     * What the current version says of a row.
     *
     * @param known false: it was published when nobody wrote that down
     * @param hash of the values it has there, 0 = it has no such row
     */
    public record Mark(boolean known, long hash) {
        static final Mark UNKNOWN = new Mark(false, 0);
        static final Mark ABSENT = new Mark(true, 0);
    }

    /** Opens the folder, reads the manifests and removes what a crash left half-done. */
    public FeedFolder(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root);
            for (var channel : list(root)) {
                if (Files.isDirectory(channel)) {
                    load(channel);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + root, failed);
        }
    }

    /** Begins the next version of a publication. One at a time per publication. */
    public Draft draft(String channel, String publication) throws IOException {
        checkName(channel);
        checkName(publication);
        long version = manifest(channel, publication).map(Manifest::version).orElse(0L) + 1;
        var directory = root.resolve(channel).resolve(".draft-" + publication);
        deleteAll(directory);
        Files.createDirectories(directory);
        return new Draft(this, channel, publication, version, directory);
    }

    /** What a channel publishes, by publication name. */
    public List<Manifest> manifests(String channel) {
        return manifests.getOrDefault(channel, Map.of()).values().stream()
                .sorted(Comparator.comparing(Manifest::publication))
                .toList();
    }

    /** The current publication of this name. */
    public Optional<Manifest> manifest(String channel, String publication) {
        return Optional.ofNullable(manifests.getOrDefault(channel, Map.of()).get(publication));
    }

    /** The current version of a file, empty when the channel publishes none of this name. */
    public Optional<Published> find(String channel, String name) {
        for (var manifest : manifests(channel)) {
            var entry = manifest.file(name);
            if (entry.isPresent()) {
                return Optional.of(
                        new Published(manifest, entry.get(), directory(manifest).resolve(name)));
            }
        }
        return Optional.empty();
    }

    /** Where the bytes of a file are; gone once two newer versions have appeared. */
    public Path path(Manifest manifest, Manifest.Entry file) {
        return directory(manifest).resolve(file.name());
    }

    /** Where {@link Draft#beside} put something of the current version; null when nothing is published. */
    public Path beside(String channel, String publication, String name) {
        return manifest(channel, publication)
                .map(manifest -> directory(manifest).resolve("." + name))
                .orElse(null);
    }

    /** The last versions of a publication with what each of them changed, newest first. */
    public List<Edition> editions(String channel, String publication) {
        var file = beside(channel, publication, Editions.NAME);
        return file == null ? List.of() : Editions.read(file);
    }

    /**
     * Whether the current version has a row.
     *
     * @param locale empty when the stream is not split
     */
    public Mark mark(String channel, String publication, String stream, String locale, long recordId) {
        // Once more when the version was swept away while it was read.
        for (int attempt = 0; attempt < 2; attempt++) {
            var file = beside(channel, publication, RowMarks.name(stream, locale));
            if (file == null) {
                return Mark.ABSENT;
            }
            try {
                return RowMarks.find(file, recordId);
            } catch (NoSuchFileException unknown) {
                continue;
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot read " + file, failed);
            }
        }
        return Mark.UNKNOWN;
    }

    /** The same file compressed, made at the first call for a version. Level 1: higher levels cost more than mapping and writing. */
    public Path compressed(Published file) throws IOException {
        var target = file.path().resolveSibling(file.entry().name() + ".gz");
        if (Files.exists(target)) {
            return target;
        }
        var part = Files.createTempFile(file.path().getParent(), ".gz-", ".part");
        try (var out = new GZIPOutputStream(Files.newOutputStream(part), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            Files.copy(file.path(), out);
        }
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    void publish(Manifest manifest, Path draft) throws IOException {
        var channel = root.resolve(manifest.channel());
        force(draft);
        var target = directory(manifest);
        deleteAll(target);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        force(channel);
        var file = channel.resolve(manifest.publication() + ".json");
        var part = channel.resolve(".manifest-" + manifest.publication());
        try (var out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = java.nio.ByteBuffer.wrap(ManifestJson.write(manifest));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        force(channel);
        manifests
                .computeIfAbsent(manifest.channel(), none -> new ConcurrentHashMap<>())
                .put(manifest.publication(), manifest);
        sweep(channel, false);
    }

    static void checkName(String name) {
        if (name.isBlank()
                || name.startsWith(".")
                || name.contains("/")
                || name.contains("\\")
                || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a published file");
        }
    }

    static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var walk = Files.walk(path)) {
            for (var one : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    private Path directory(Manifest manifest) {
        return root.resolve(manifest.channel()).resolve(manifest.publication() + "." + manifest.version());
    }

    private void load(Path channel) throws IOException {
        var known = new ConcurrentHashMap<String, Manifest>();
        for (var file : list(channel)) {
            var name = file.getFileName().toString();
            if (name.endsWith(".json") && Files.isRegularFile(file)) {
                var manifest = ManifestJson.read(Files.readAllBytes(file));
                if (Files.isDirectory(directory(manifest))) {
                    known.put(manifest.publication(), manifest);
                }
            }
        }
        manifests.put(channel.getFileName().toString(), known);
        sweep(channel, true);
    }

    /** Removes versions nobody is served any more; at start also drafts and directories no manifest points to. */
    private void sweep(Path channel, boolean start) throws IOException {
        var known = manifests.getOrDefault(channel.getFileName().toString(), Map.of());
        for (var path : list(channel)) {
            var name = path.getFileName().toString();
            int dot = name.lastIndexOf('.');
            if (!Files.isDirectory(path)) {
                continue;
            }
            var manifest = dot < 1 ? null : known.get(name.substring(0, dot));
            if (manifest == null) {
                if (start) {
                    deleteAll(path);
                }
                continue;
            }
            long version = number(name.substring(dot + 1));
            if (version > manifest.version() || version <= manifest.version() - KEPT) {
                deleteAll(path);
            }
        }
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return new ArrayList<>(entries.toList());
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    /** Makes renames in a directory durable; systems that cannot open a directory do it by themselves. */
    private static void force(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows cannot open a directory; its renames are journaled.
        }
    }
}
