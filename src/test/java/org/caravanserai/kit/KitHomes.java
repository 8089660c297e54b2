package org.caravanserai.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.GuideFiles;

/** Every home whose connectors have to prove themselves: the shipped one, those of tests, that of the guide, and one named by {@code -Dkit.home}. */
final class KitHomes {
    static final Path GUIDE = Path.of("docs/guides/add-a-system.md");

    private KitHomes() {}

    /** A connector in a home. */
    record Member(String home, Home files, Connector connector) {
        @Override
        public String toString() {
            return connector.system() + " of " + home;
        }
    }

    private static final class Found {
        static final List<Member> ALL = find();
    }

    /** Connectors that call somebody, each once: a library connector is the same in all homes. */
    static Stream<Member> members() {
        return Found.ALL.stream();
    }

    private static List<Member> find() {
        var library = Library.ofClassPath();
        var members = new ArrayList<Member>();
        var seen = new HashSet<String>();
        for (var folder : folders()) {
            var home = Home.read(folder, null, library);
            for (var connector : home.connectors().values()) {
                var file = home.files().get("connectors/" + connector.system() + "/connector.yaml");
                if (!connector.operations().isEmpty()
                        && seen.add(connector.system() + java.util.Arrays.hashCode(file.bytes()))) {
                    members.add(new Member(name(folder), home, connector));
                }
            }
        }
        return members;
    }

    private static String name(Path folder) {
        return folder.toString().isEmpty()
                ? "the shipped home"
                : folder.getFileName().toString();
    }

    private static List<Path> folders() {
        var folders = new ArrayList<Path>();
        folders.add(Path.of(""));
        try (var list = Files.list(Path.of("src/test/homes"))) {
            list.filter(Home::isHome).sorted().forEach(folders::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        folders.add(guide());
        var more = System.getProperty("kit.home");
        if (more != null) {
            folders.add(Path.of(more));
        }
        return folders;
    }

    /** The home the guide about new systems builds, in a folder of its own. */
    static Path guide() {
        try {
            var folder = TestDatabases.folder().resolve("guide");
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(
                    folder.resolve("config/hub.yaml"),
                    "title: Guide\ntype: test\nlocales: [en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\n"
                            + "teams: { catalogue: { mail: catalogue@company.example } }\n");
            Files.createDirectories(folder.resolve("routes"));
            GuideFiles.write(GuideFiles.of(GUIDE), folder);
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
