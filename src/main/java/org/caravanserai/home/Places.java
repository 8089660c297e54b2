package org.caravanserai.home;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** Says of every file what it is by folder and suffix, and refuses what would not be read. */
final class Places {
    private static final List<String> CONFIG = List.of(
            "environments", "model", "sources", "channels", "quality", "samples", "accounts", "brands", "migrations");
    private static final List<String> LATER = List.of("migrations");
    private static final List<String> ROUTES = List.of("inbound", "outbound", "order", "punchout");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern MAP =
            Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-(in|out|ack)(\\.[a-z0-9]+(-[a-z0-9]+)*)?");

    private final Problems problems;
    private final Set<String> laterSaid = new LinkedHashSet<>();

    Places(Problems problems) {
        this.problems = problems;
    }

    void check(HomeFile file) {
        var parts = file.path().split("/");
        if (file.path().endsWith(".yml")) {
            wrong(
                    file,
                    HomeCode.FILE_NAME,
                    "rename it to " + file.path().replaceFirst("yml$", "yaml") + ": only .yaml files are read");
            return;
        }
        switch (parts[0]) {
            case "config" -> config(file, parts);
            case "connectors" -> connector(file, parts);
            case "mappings" -> mapping(file, parts);
            default -> route(file, parts);
        }
    }

    private void config(HomeFile file, String[] parts) {
        if (parts.length == 2) {
            if (!file.path().equals(HubFile.PATH)) {
                wrong(
                        file,
                        HomeCode.WRONG_PLACE,
                        "config/ itself holds hub.yaml only; folders: " + String.join(", ", CONFIG));
            }
        } else if (LATER.contains(parts[1])) {
            if (laterSaid.add(parts[1])) {
                problems.warning(
                        Position.of(file.path()),
                        HomeCode.LATER.code(),
                        "config/" + parts[1] + "/ is not in this version and is not read");
            }
        } else if (!CONFIG.contains(parts[1])) {
            wrong(file, HomeCode.WRONG_PLACE, "there is no folder config/" + parts[1] + Nearest.hint(parts[1], CONFIG));
        } else if (parts[1].equals("brands") && parts.length == 3 && parts[2].matches(".*\\.(svg|png|jpe?g|webp)")) {
            named(file, NAME, "kebab-case: lower case letters, digits, hyphens");
        } else if (parts.length > 3 || !parts[2].endsWith(".yaml")) {
            wrong(
                    file,
                    HomeCode.WRONG_PLACE,
                    "config/" + parts[1] + "/ holds <name>.yaml files"
                            + (parts[1].equals("brands") ? " and logos (svg, png, jpg, webp)" : " only"));
        } else if (parts[1].equals("model")) {
            model(file, parts[2]);
        } else {
            named(file, NAME, "kebab-case: lower case letters, digits, hyphens");
        }
        if (file.path().equals("config/sources/" + Source.STEWARD + ".yaml")) {
            wrong(file, HomeCode.FILE_NAME, "the source 'steward' is built in; choose another name");
        }
    }

    private void model(HomeFile file, String name) {
        var known = new LinkedHashSet<String>();
        for (var kind : Kind.values()) {
            known.add(kind.word() + ".yaml");
        }
        known.add("prices.yaml");
        known.add("assortments.yaml");
        if (!known.contains(name)) {
            wrong(
                    file,
                    HomeCode.WRONG_PLACE,
                    "config/model/ holds " + String.join(", ", known) + Nearest.hint(name, known));
        }
    }

    private void connector(HomeFile file, String[] parts) {
        if (parts.length < 3) {
            wrong(file, HomeCode.WRONG_PLACE, "connectors/ holds one folder for each system");
            return;
        }
        boolean top = parts.length == 3 && parts[2].endsWith(".yaml");
        if (parts.length > 3
                && (parts.length > 4 || !parts[2].equals("recordings"))
                && file.path().endsWith(".yaml")) {
            wrong(
                    file,
                    HomeCode.WRONG_PLACE,
                    "below a connector there is recordings/<operation>.yaml and nothing else"
                            + Nearest.hint(parts[2], List.of("recordings")));
            return;
        }
        boolean known = parts[2].equals("connector.yaml")
                || parts[2].endsWith(".kamelet.yaml")
                || file.path().equals(ModelFiles.CORE)
                || file.path().equals(AccountFile.PACKS);
        if (top && !known) {
            wrong(
                    file,
                    HomeCode.WRONG_PLACE,
                    "a connector holds connector.yaml and *.kamelet.yaml"
                            + Nearest.hint(parts[2], List.of("connector.yaml")));
        } else if (!NAME.matcher(parts[1]).matches()) {
            wrong(file, HomeCode.FILE_NAME, "name the folder in kebab-case: lower case letters, digits, hyphens");
        }
    }

    private void mapping(HomeFile file, String[] parts) {
        if (parts.length != 3) {
            wrong(file, HomeCode.WRONG_PLACE, "mappings/ holds one folder for each system, and tables/");
        } else if (parts[1].equals("tables")) {
            if (!parts[2].endsWith(".csv")) {
                wrong(file, HomeCode.WRONG_PLACE, "mappings/tables/ holds <name>.csv files only");
            } else {
                named(file, NAME, "kebab-case: lower case letters, digits, hyphens");
            }
        } else if (parts[2].endsWith(".yaml")) {
            boolean known = parts[2].endsWith(".map.yaml")
                    || parts[2].endsWith(".gate.yaml")
                    || parts[2].endsWith(".test.yaml");
            if (!known) {
                wrong(file, HomeCode.WRONG_PLACE, "a file here ends in .map.yaml, .gate.yaml or .test.yaml");
            } else if (!MAP.matcher(bare(parts[2])).matches()) {
                wrong(
                        file,
                        HomeCode.FILE_NAME,
                        "name it <record>-<in,out,ack>, e.g. product-out.map.yaml, or product-out.<partner>.map.yaml");
            }
        }
    }

    private static String bare(String name) {
        return name.replaceFirst("\\.(map|gate|test)\\.yaml$", "");
    }

    private void route(HomeFile file, String[] parts) {
        if (parts.length != 3 || !ROUTES.contains(parts[1])) {
            wrong(
                    file,
                    HomeCode.WRONG_PLACE,
                    "routes/ holds the folders " + String.join(", ", ROUTES)
                            + (parts.length > 1 ? Nearest.hint(parts[1], ROUTES) : ""));
        } else if (!parts[2].endsWith(".camel.yaml")) {
            wrong(file, HomeCode.WRONG_PLACE, "a route file ends in .camel.yaml");
        }
    }

    private void named(HomeFile file, Pattern pattern, String form) {
        if (!pattern.matcher(file.name()).matches()) {
            wrong(file, HomeCode.FILE_NAME, "the file's name is the name of what it holds; write it in " + form);
        }
    }

    private void wrong(HomeFile file, HomeCode code, String text) {
        problems.error(Position.of(file.path()), code.code(), text);
    }

    /** Warns when the first line of a home's own file does not name its schema. */
    void schemaLine(HomeFile file, String schema) {
        var wanted = FileKind.schemaLine(file.path(), schema);
        var text = new String(file.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        var first = text.lines().findFirst().orElse("").strip();
        if (file.origin() == HomeFile.Origin.HOME && !first.equals(wanted)) {
            problems.warning(
                    new Position(file.path(), 1, 0),
                    HomeCode.SCHEMA_LINE.code(),
                    "make this the first line: " + wanted);
        }
    }
}
