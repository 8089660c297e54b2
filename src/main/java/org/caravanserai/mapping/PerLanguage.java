package org.caravanserai.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code translations[languageCode={language}].name: name} stands for one field in each language of the channel, its texts in that language alone unless
 * {@code fallback} says more. {@code {locale}} is {@code fr_FR}, {@code {language}} is {@code fr}, {@code {country}} is {@code FR}. Languages that
 * give one name, such as {@code fr_FR} and {@code fr_BE}, are one field: the first.
 */
final class PerLanguage {
    private static final Pattern HOLE = Pattern.compile("\\{(locale|language|country)}");

    private PerLanguage() {}

    static boolean is(Entry entry) {
        return HOLE.matcher(entry.name()).find();
    }

    /** The fields an entry stands for, each with what it is compiled in. */
    static Map<Entry, Compilation> of(Entry entry, Compilation in) {
        var names = new LinkedHashMap<String, String>();
        in.languages().forEach(locale -> names.putIfAbsent(named(entry.name(), locale), locale));
        var fields = new LinkedHashMap<Entry, Compilation>();
        names.forEach((name, locale) ->
                fields.put(new Entry(name, entry.at(), entry.keys(), entry.text()), in.speaking(locale)));
        return fields;
    }

    private static String named(String name, String locale) {
        return HOLE.matcher(name).replaceAll(hole -> switch (hole.group(1)) {
            case "language" -> locale.substring(0, 2);
            case "country" -> locale.substring(3);
            default -> locale;
        });
    }
}
