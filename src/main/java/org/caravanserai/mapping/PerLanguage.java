package org.caravanserai.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Finding;

/**
 * {@code translations[languageCode={language}].name: name} stands for one field in each language of the channel, its texts in that language alone unless
 * {@code fallback} says more. {@code {locale}} is {@code fr_FR}, {@code {tag}} {@code fr-FR}, {@code {language}} {@code fr}, {@code {country}}
 * {@code FR}; {@code {locale:TABLE}} what a value table says of the locale or its language, in the column named like the channel where it has one, else in
 * its second: a language without a row there is none of the partner's and makes no field. Languages that give one name, such as {@code fr_FR} and
 * {@code fr_BE}, are one field: the first.
 */
final class PerLanguage {
    private static final Pattern HOLE = Pattern.compile("\\{(?:(locale|tag|language|country)|locale:([a-z0-9-]+))}");

    private PerLanguage() {}

    static boolean is(Entry entry) {
        return HOLE.matcher(entry.name()).find();
    }

    /** The fields an entry stands for, each with what it is compiled in. */
    static Map<Entry, Compilation> of(Entry entry, Compilation in) {
        var names = new LinkedHashMap<String, String>();
        for (var locale : in.languages()) {
            var name = named(entry, locale, in);
            if (name != null) {
                names.putIfAbsent(name, locale);
            }
        }
        var fields = new LinkedHashMap<Entry, Compilation>();
        names.forEach((name, locale) ->
                fields.put(new Entry(name, entry.at(), entry.keys(), entry.text()), in.speaking(locale)));
        return fields;
    }

    /** Null when the partner does not speak the language. */
    private static String named(Entry entry, String locale, Compilation in) {
        var name = new StringBuilder();
        var hole = HOLE.matcher(entry.name());
        while (hole.find()) {
            var text = hole.group(2) == null ? form(hole.group(1), locale) : cell(entry, hole.group(2), locale, in);
            if (text == null) {
                return null;
            }
            hole.appendReplacement(name, Matcher.quoteReplacement(text));
        }
        return hole.appendTail(name).toString();
    }

    private static String form(String word, String locale) {
        return switch (word) {
            case "tag" -> locale.replace('_', '-');
            case "language" -> locale.substring(0, 2);
            case "country" -> locale.substring(3);
            default -> locale;
        };
    }

    private static String cell(Entry entry, String name, String locale, Compilation in) {
        var table = in.world.tables().of(name);
        if (table.isEmpty()) {
            in.yaml.error(
                    entry.at(),
                    MapCode.TABLE,
                    "there is no value table '" + Finding.cut(name) + "' (mappings/tables/" + Finding.cut(name)
                            + ".csv), which '" + Finding.cut(entry.name()) + "' names");
            return null;
        }
        in.record.readsTable(name);
        var columns = table.get().columns();
        var own = in.who.channel() != null && columns.contains(in.who.channel());
        var column = own ? in.who.channel() : columns.get(Math.min(1, columns.size() - 1));
        var cell = table.get().cell(locale, column);
        return cell != null ? cell : table.get().cell(form("language", locale), column);
    }
}
