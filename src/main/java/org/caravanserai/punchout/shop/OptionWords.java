package org.caravanserai.punchout.shop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Tables;

/**
 * Codes of options as people read them: the value table of the attribute has a column for each language. In the language of the visit, else in another region
 * of it, else in the main language of the home; a code nobody has put into words stays a code.
 */
final class OptionWords {
    private final Map<String, Tables.Table> tables = new LinkedHashMap<>();
    private final String locale;
    private final String main;

    OptionWords(Home home, List<String> attributes, String locale) {
        this.locale = locale;
        this.main = home.company().mainLocale();
        for (var code : attributes) {
            home.model()
                    .of(Kind.PRODUCTS)
                    .attribute(code)
                    .map(attribute -> attribute.table())
                    .flatMap(home.tables()::of)
                    .ifPresent(table -> tables.put(code, table));
        }
    }

    String say(String attribute, String code) {
        var table = tables.get(attribute);
        if (table == null) {
            return code;
        }
        var language = language(locale);
        return Stream.concat(
                        Stream.of(locale),
                        Stream.concat(
                                table.columns().stream()
                                        .skip(1)
                                        .filter(column -> language(column).equals(language)),
                                Stream.of(main)))
                .map(column -> table.cell(code, column))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(code);
    }

    private static String language(String locale) {
        return Locale.forLanguageTag(locale.replace('_', '-')).getLanguage();
    }
}
