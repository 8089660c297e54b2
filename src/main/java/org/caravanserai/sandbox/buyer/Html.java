package org.caravanserai.sandbox.buyer;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.sandbox.Answer;

/** A plain page: everything that came from elsewhere is escaped, nothing runs, nothing is fetched. */
final class Html {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1c2126;background:#fff}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
            td:first-child{min-width:12rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d5dade;vertical-align:top}
            .num{text-align:right}.bad{color:#a3171b}.good{color:#1a6b35}.facts{color:#4c5660}
            button{font:inherit;padding:.4rem .9rem;border:1px solid #1f5d8c;background:#1f5d8c;color:#fff;border-radius:4px}
            form{display:inline-block;margin:.3rem .6rem .3rem 0}a{color:#1f5d8c}iframe{width:100%;height:80vh;border:1px solid #d5dade}
            .wide{overflow-x:auto}
            """;

    private final StringBuilder page = new StringBuilder(4096);
    private final Locale locale;

    Html(Locale locale) {
        this.locale = locale;
    }

    /** A text of the bundle, escaped. */
    Html say(String key, Object... said) {
        return text(Remark.say(locale, key, said));
    }

    Html text(String text) {
        page.append(Markup.escaped(text));
        return this;
    }

    /** Markup of ours, nothing that came from elsewhere. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** An attribute value, escaped. */
    Html value(String name, String value) {
        page.append(' ')
                .append(name)
                .append("=\"")
                .append(Markup.escaped(value))
                .append('"');
        return this;
    }

    /**
     * The whole page.
     *
     * @param frames where a frame in it may come from, null = there is none
     */
    Answer answer(String title, String frames) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        var nonce = Base64.getEncoder().encodeToString(bytes);
        var html = "<!DOCTYPE html>\n<html lang=\"" + locale.getLanguage() + "\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + Markup.escaped(title) + "</title><style nonce=\"" + nonce + "\">" + STYLE
                + "</style></head><body><main>" + page + "</main></body></html>\n";
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        "text/html; charset=UTF-8",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'nonce-" + nonce + "'; form-action 'self'; base-uri 'none'; "
                                + "frame-ancestors 'none'" + (frames == null ? "" : "; frame-src " + frames),
                        "Referrer-Policy",
                        // Forms of the page prove by Origin or Sec-Fetch-Site where they come from.
                        "same-origin",
                        "Cache-Control",
                        "no-store"),
                html.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Answer.Sending.WHOLE);
    }
}
