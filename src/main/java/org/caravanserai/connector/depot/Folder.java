package org.caravanserai.connector.depot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;

/** A folder at the partner. */
interface Folder {
    /** Writes a file, over one of the same name. */
    void put(String name, InputStream from) throws IOException, NotStored;

    /** Size of a file in bytes, -1 when there is none. */
    long size(String name) throws IOException, NotStored;

    /** Gives a file another name; a file that has it is replaced. */
    void rename(String from, String to) throws IOException, NotStored;

    /** The files that lie there, in any order; folders left out where the place tells them apart. */
    List<Pickup.Entry> list() throws IOException, NotStored;

    /** Writes the bytes of a file; false when there is none. */
    boolean get(String name, OutputStream to) throws IOException, NotStored;

    /** Moves a file into a folder below, which is made when it is missing; a file of that name there is replaced. */
    void move(String name, String below, String as) throws IOException, NotStored;

    /** Files people mean, in the order of their names: what begins with a dot is on its way, or put away. */
    static List<Pickup.Entry> sorted(List<Pickup.Entry> found) {
        return found.stream()
                .filter(entry -> !entry.name().startsWith("."))
                .sorted(Comparator.comparing(Pickup.Entry::name))
                .toList();
    }

    /** The bytes of a file that is not too long. */
    static Pickup.Fetched fetch(Folder folder, String name, int most) throws IOException, NotStored {
        long bytes = folder.size(name);
        if (bytes > most) {
            return new Pickup.Fetched.TooLong(bytes);
        }
        var out = new Bounded(most);
        if (bytes < 0 || !folder.get(name, out)) {
            return new Pickup.Fetched.Gone();
        }
        return out.over ? new Pickup.Fetched.TooLong(folder.size(name)) : new Pickup.Fetched.Whole(out.toByteArray());
    }

    /** Keeps no more than was asked for, whatever comes. */
    final class Bounded extends ByteArrayOutputStream {
        private final int most;
        private boolean over;

        private Bounded(int most) {
            this.most = most;
        }

        @Override
        public synchronized void write(int one) {
            over |= count >= most;
            if (!over) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] from, int at, int length) {
            over |= length > most - count;
            if (!over) {
                super.write(from, at, length);
            }
        }
    }

    /**
     * Puts a parcel into a folder so that nobody there ever reads half a file: all under temporary names first, sizes checked, then renamed, the
     * manifest last. Doing it again does no harm.
     */
    static void fill(Folder folder, Parcel parcel) throws IOException, NotStored {
        for (var item : parcel.items()) {
            try (var in = Files.newInputStream(item.path())) {
                put(folder, item.name(), in, item.bytes());
            }
        }
        for (var item : parcel.items()) {
            folder.rename(temporary(item.name()), item.name());
            check(folder, item.name(), item.name(), item.bytes());
        }
        var manifest = parcel.manifestName();
        put(folder, manifest, new ByteArrayInputStream(parcel.manifest()), parcel.manifest().length);
        folder.rename(temporary(manifest), manifest);
    }

    /** Puts one file there whole, under its temporary name. */
    static void prepare(Folder folder, String name, byte[] bytes) throws IOException, NotStored {
        put(folder, name, new ByteArrayInputStream(bytes), bytes.length);
    }

    /** What lies there under a name. */
    static Drop.Lies lies(Folder folder, String name) throws IOException, NotStored {
        long bytes = folder.size(name);
        if (bytes >= 0) {
            return new Drop.Lies.There(bytes);
        }
        return folder.size(temporary(name)) >= 0 ? new Drop.Lies.Unnamed() : new Drop.Lies.Gone();
    }

    private static void put(Folder folder, String name, InputStream in, long bytes) throws IOException, NotStored {
        folder.put(temporary(name), in);
        check(folder, temporary(name), name, bytes);
    }

    private static void check(Folder folder, String at, String name, long bytes) throws IOException, NotStored {
        long there = folder.size(at);
        if (there != bytes) {
            throw NotStored.later(
                    "size",
                    there < 0
                            ? name + " was sent and is not there; does something at the partner's side move files away?"
                            : name + " has " + there + " bytes at the partner instead of " + bytes);
        }
    }

    /** Begins with a dot, so that patterns like {@code *.csv} do not see it. */
    static String temporary(String name) {
        return "." + name + ".part";
    }
}
