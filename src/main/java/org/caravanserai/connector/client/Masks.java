package org.caravanserai.connector.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.parser.Json;

/** Takes secrets and personal values out of texts, in every writing a partner might send them back in. For one call, not thread-safe. */
final class Masks {
    static final String MASK = "***";

    /** The same in every writing. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    /** What JSON or XML write in another way. */
    private static final Pattern SPECIAL = Pattern.compile("[^ -~]|[\"'<>&\\\\/]");

    /** Long enough to hold a secret, short enough to be a header. */
    private static final Pattern PACKED = Pattern.compile("[A-Za-z0-9+/_-]{12,8000}={0,2}");

    private final Needles hidden;
    private final Needles plain;
    private final Set<String> fields;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * @param secrets and tokens
     * @param personal values of the items, may be many
     * @param fields names whose values are personal, any case
     */
    Masks(Collection<String> secrets, Collection<String> personal, Collection<String> fields) {
        var all = new LinkedHashSet<String>();
        var packable = new LinkedHashSet<String>();
        for (var secret : secrets) {
            if (!secret.isEmpty()) {
                variants(secret, all);
                packed(secret, all);
                packable.add(secret);
            }
        }
        personal.forEach(value -> variants(value, all));
        packable.addAll(personal);
        packable.removeIf(value -> value.length() < 4);
        hidden = new Needles(all);
        plain = new Needles(packable);
        this.fields = Set.copyOf(
                fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList());
    }

    private static void variants(String value, Set<String> all) {
        all.add(value);
        if (PLAIN.matcher(value).matches()) {
            return;
        }
        var form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        all.add(form);
        all.add(form.replace("+", "%20"));
        all.add(form.replace("+", "%20").replace("%7E", "~").replace("*", "%2A"));
        all.add(lower(form));
        all.add(lower(form.replace("+", "%20")));
        if (!SPECIAL.matcher(value).find()) {
            return;
        }
        var json = new String(Json.write(value), StandardCharsets.UTF_8);
        json = json.substring(1, json.length() - 1);
        all.add(json);
        all.add(json.replace("/", "\\/"));
        all.add(ascii(json, "\\u%04x"));
        all.add(ascii(json, "\\u%04X"));
        var xml = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        all.add(xml);
        all.add(value.replace("&", "&amp;").replace("<", "&lt;"));
        all.add(xml.replace("\"", "&quot;"));
        all.add(xml.replace("\"", "&quot;").replace("'", "&#39;"));
        all.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
        all.add(xml.replace("\"", "&#34;").replace("'", "&#39;"));
    }

    private static void packed(String value, Set<String> all) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        all.add(Base64.getEncoder().encodeToString(bytes));
        all.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String lower(String encoded) {
        var text = new StringBuilder(encoded);
        for (int i = 0; i + 2 < text.length(); i++) {
            if (text.charAt(i) == '%') {
                text.setCharAt(i + 1, Character.toLowerCase(text.charAt(i + 1)));
                text.setCharAt(i + 2, Character.toLowerCase(text.charAt(i + 2)));
            }
        }
        return text.toString();
    }

    private static String ascii(String text, String form) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(c < 0x80 ? String.valueOf(c) : String.format(form, (int) c));
        }
        return out.toString();
    }

    /** A piece of a text that goes through {@link #text} as a whole later. */
    String piece(String piece) {
        return piece == null ? null : hidden.replace(piece, MASK);
    }

    /** The text without hidden values; null for null. */
    String text(String text) {
        if (text == null) {
            return null;
        }
        return packed(hidden.replace(text, MASK));
    }

    /** Base64 around a hidden value: name and password of HTTP Basic, parts of a token. */
    private String packed(String text) {
        return PACKED.matcher(text)
                .replaceAll(found -> holds(found.group()) ? MASK : Matcher.quoteReplacement(found.group()));
    }

    private boolean holds(String packed) {
        try {
            var bytes = Base64.getUrlDecoder().decode(packed.replace('+', '-').replace('/', '_'));
            var text = new String(bytes, StandardCharsets.UTF_8);
            return plain.in(text);
        } catch (IllegalArgumentException notPacked) {
            return false;
        }
    }

    /** True when some fields are personal. */
    boolean hasFields() {
        return !fields.isEmpty();
    }

    /** True when what stands under this name is personal. The last part of a path counts. */
    boolean personal(String name) {
        return !fields.isEmpty() && known.computeIfAbsent(name, this::listed);
    }

    private boolean listed(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var last = lower.substring(lower.lastIndexOf('.') + 1).replaceFirst("^@", "");
        return fields.contains(lower) || fields.contains(last);
    }
}
