package org.caravanserai.connector.depot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.connector.Fault;

/** A folder of this machine. What has its name is on the disk, not only in its cache. */
record LocalDrop(Path directory) implements Drop, Folder {
    @Override
    public Left leave(String name, byte[] bytes) {
        try {
            Files.createDirectories(directory);
            Folder.prepare(this, name, bytes);
        } catch (IOException | NotStored broken) {
            return new Left.NotThere(
                    Fault.TRANSIENT, "writing below " + directory.getFileName() + " failed: " + words(broken));
        }
        try {
            rename(Folder.temporary(name), name);
            return new Left.There();
        } catch (IOException broken) {
            return new Left.Unsure("renaming " + name + " failed: " + words(broken));
        }
    }

    /** What Java says about a file is mostly its path. */
    private static String words(Exception broken) {
        return broken instanceof NotStored
                ? broken.getMessage()
                : broken.getClass().getSimpleName();
    }

    @Override
    public Lies look(String name) {
        try {
            return Folder.lies(this, name);
        } catch (IOException | NotStored broken) {
            return new Lies.Unclear("looking for " + name + " failed: " + words(broken));
        }
    }

    @Override
    public void put(String name, InputStream from) throws IOException {
        try (var channel = FileChannel.open(
                directory.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            from.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    @Override
    public long size(String name) throws IOException {
        var file = directory.resolve(name);
        return Files.exists(file) ? Files.size(file) : -1;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException unknownHere) {
            // Some systems open no folders; there the name is as safe as the system makes it.
        }
    }

    @Override
    public List<Pickup.Entry> list() throws IOException {
        var found = new ArrayList<Pickup.Entry>();
        try (var files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            for (var file : files) {
                try {
                    found.add(new Pickup.Entry(
                            file.getFileName().toString(),
                            Files.size(file),
                            Files.getLastModifiedTime(file).toMillis()));
                } catch (NoSuchFileException taken) {
                    // Somebody renamed it while we looked.
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found;
    }

    @Override
    public boolean get(String name, OutputStream to) throws IOException {
        try (var in = Files.newInputStream(directory.resolve(name))) {
            in.transferTo(to);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    @Override
    public void move(String name, String below, String as) throws IOException {
        Files.createDirectories(directory.resolve(below));
        rename(name, below + "/" + as);
    }
}
