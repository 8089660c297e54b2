package org.caravanserai.web.console;

import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;
import org.springframework.context.i18n.LocaleContextHolder;

/** What a document is called in lists, in the language of the page. */
final class Names {
    private Names() {}

    /** The name, empty when there is none; persons are not named in lists. */
    static String of(Golden golden, Master master) {
        if (golden.kind() == Kind.CONTACTS) {
            return "";
        }
        var name = master.goldens().effective(golden).values().get("name");
        if (name instanceof Map<?, ?> byLocale) {
            var language = LocaleContextHolder.getLocale().getLanguage() + "_";
            return byLocale.entrySet().stream()
                    .filter(entry -> entry.getKey().toString().startsWith(language) && entry.getValue() != null)
                    .map(entry -> entry.getValue().toString())
                    .findFirst()
                    .orElseGet(() -> byLocale.values().stream()
                            .filter(value -> value != null)
                            .map(Object::toString)
                            .findFirst()
                            .orElse(""));
        }
        return name == null ? "" : name.toString();
    }
}
