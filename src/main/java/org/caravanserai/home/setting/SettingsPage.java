package org.caravanserai.home.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the reference page of all file kinds. The same declarations always give the same text. */
public final class SettingsPage {
    private final StringBuilder out = new StringBuilder();

    private SettingsPage() {}

    /** The page as Markdown. */
    public static String of(List<FileKind> kinds) {
        var page = new SettingsPage();
        page.out.append("""
                # Settings

                Every key of every file of ours. Generated from the declarations the program checks files with (`docs`); do not edit by hand.

                References (`secret:NAME`, `env:NAME`, `file:PATH`) may stand for any text and must stand for every secret. `extends` and
                environments merge alike: maps by key, lists replaced, `null` removes.

                A key does what its meaning says. *Describes only*: it is there for people and for other files that name it. *No effect in this
                version*: it is understood, and `check` says that nothing comes of it yet.

                """);
        for (var kind : kinds) {
            page.out
                    .append("- [`")
                    .append(kind.place())
                    .append("`](#")
                    .append(kind.name())
                    .append(")\n");
        }
        kinds.forEach(page::kind);
        return page.out.toString();
    }

    private void kind(FileKind kind) {
        out.append("\n<a id=\"")
                .append(kind.name())
                .append("\"></a>\n\n## `")
                .append(kind.place())
                .append("`\n\n")
                .append(kind.doc())
                .append('\n');
        Map<String, Shape.Fields> tables = new LinkedHashMap<>();
        var shape = kind.shape();
        if (shape instanceof Shape.ByName byName) {
            out.append("\nThe file is a map by ").append(byName.key().words()).append(".\n");
            collect("", byName.value(), tables);
        } else {
            collect("", shape, tables);
        }
        tables.forEach((path, fields) -> table(path, fields));
    }

    /** Objects of a file by their path; what stands below an object follows it. */
    private static void collect(String path, Shape shape, Map<String, Shape.Fields> tables) {
        if (shape instanceof Shape.Fields fields) {
            if (tables.containsValue(fields)) {
                return;
            }
            tables.put(path, fields);
            for (var setting : fields.settings().values()) {
                collect(path.isEmpty() ? setting.key() : path + "." + setting.key(), setting.shape(), tables);
            }
        } else if (shape instanceof Shape.ByName byName) {
            collect(path + ".<" + keyWord(byName) + ">", byName.value(), tables);
        } else if (shape instanceof Shape.Items items) {
            collect(path + "[]", items.item(), tables);
        } else if (shape instanceof Shape.Either either) {
            either.shapes().forEach(one -> collect(path, one, tables));
        } else if (shape instanceof Shape.Later later) {
            collect(path, later.shape().get(), tables);
        }
    }

    private static String keyWord(Shape.ByName byName) {
        if (byName.names() != null) {
            return byName.names().word();
        }
        if (!byName.words().isEmpty()) {
            return byName.words().size() > 6 ? "word" : String.join(",", byName.words());
        }
        return byName.key() == ValueType.TEXT
                ? "code"
                : byName.key().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void table(String path, Shape.Fields fields) {
        if (!path.isEmpty()) {
            out.append("\n### `").append(path).append("`\n");
        }
        out.append("\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        for (var setting : fields.settings().values()) {
            out.append("| `")
                    .append(setting.key())
                    .append('`')
                    .append(setting.required() ? " (required)" : "")
                    .append(" | ");
            out.append(cell(value(setting.shape()))).append(" | ");
            out.append(setting.defaultValue() == null ? "" : "`" + cell(setting.defaultValue()) + "`")
                    .append(" | ");
            out.append(cell(setting.doc() + setting.note()));
            if (setting.example() != null) {
                out.append(" E.g. `").append(cell(setting.example())).append("`.");
            }
            out.append(" |\n");
        }
    }

    private static String value(Shape shape) {
        if (shape instanceof Shape.Single single) {
            return single(single);
        }
        if (shape instanceof Shape.Items items) {
            return "list of " + value(items.item());
        }
        if (shape instanceof Shape.ByName byName) {
            return "map by " + keyWord(byName);
        }
        if (shape instanceof Shape.Either either) {
            var words = new ArrayList<String>();
            either.shapes().forEach(one -> words.add(value(one)));
            return String.join(" or ", words);
        }
        return shape instanceof Shape.Later later ? value(later.shape().get()) : "map";
    }

    private static String single(Shape.Single single) {
        if (single.secret()) {
            return "reference (secret)";
        }
        if (!single.words().isEmpty()) {
            return "`" + String.join("`, `", single.words()) + "`";
        }
        return single.names() == null
                ? single.type().words()
                : "name: " + single.names().word();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
