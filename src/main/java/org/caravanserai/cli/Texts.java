package org.caravanserai.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the command line says, in the language of the terminal. English when there is no bundle of that language. */
final class Texts {
    static final String BUNDLE = "messages.cli";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    static Texts of(Locale locale) {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Texts(ResourceBundle.getBundle(BUNDLE, locale, control), locale);
    }

    ResourceBundle bundle() {
        return bundle;
    }

    /** Of its texts, such as {@code fr}. */
    String language() {
        return bundle.getLocale().getLanguage().isEmpty()
                ? "en"
                : bundle.getLocale().getLanguage();
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
