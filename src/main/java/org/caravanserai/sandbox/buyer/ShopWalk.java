package org.caravanserai.sandbox.buyer;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Walks through the supplier's shop as a browser without cookies and without script would: by its links and forms, knowing no address of it beforehand.
 */
final class ShopWalk {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern ELSEWHERE = Pattern.compile("<button\\b[^>]*\\bformaction=\"([^\"]*)\"[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)=\"([^\"]*)\"");
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]+|[a-z]+);");
    private static final Pattern WRONG =
            Pattern.compile("<p class=\"bad\"[^>]*>(.*?)</p>|role=\"alert\">.*?<ul>(.*?)</ul>", Pattern.DOTALL);
    private static final int MOST_STEPS = 5;

    private final Wire wire;

    ShopWalk(Wire wire) {
        this.wire = wire;
    }

    /**
     * A page.
     *
     * @param address it was read from
     */
    record Page(URI address, Wire.Heard heard) {
        boolean good() {
            return heard.status() == 200;
        }

        List<Form> forms() {
            var forms = new ArrayList<Form>();
            var found = FORM.matcher(heard.text());
            while (found.find()) {
                var attributes = attributes(found.group(1));
                var fields = new LinkedHashMap<String, String>();
                var inputs = INPUT.matcher(found.group(2));
                while (inputs.find()) {
                    var input = attributes(inputs.group(1));
                    if (input.containsKey("name")) {
                        fields.put(input.get("name"), input.getOrDefault("value", ""));
                    }
                }
                forms.add(new Form(attributes.getOrDefault("action", ""), attributes, fields));
                // A button may send the same fields elsewhere.
                var buttons = ELSEWHERE.matcher(found.group(2));
                while (buttons.find()) {
                    forms.add(new Form(plain(buttons.group(1)), attributes, new LinkedHashMap<>(fields)));
                }
            }
            return forms;
        }

        Optional<Form> form(String ending) {
            return forms().stream()
                    .filter(form -> form.action().endsWith(ending))
                    .findFirst();
        }

        /** What the page says is wrong. */
        String complaint() {
            var texts = new ArrayList<String>();
            var found = WRONG.matcher(heard.text());
            while (found.find()) {
                texts.add(plain((found.group(1) == null ? found.group(2) : found.group(1)).replaceAll("<[^>]*>", " "))
                        .replaceAll("\\s+", " ")
                        .strip());
            }
            return String.join(" ", texts).strip();
        }
    }

    /** A form of a page, with the values it would send as it stands. */
    record Form(String action, Map<String, String> attributes, Map<String, String> fields) {}

    /** Opens an address and follows where it leads, some steps. */
    Page open(String address) throws Wire.Silent {
        var at = URI.create(address);
        var heard = wire.get(address);
        for (int i = 0; i < MOST_STEPS && heard.location() != null; i++) {
            at = heard.location();
            heard = wire.get(at.toString());
        }
        return new Page(at, heard);
    }

    /** Sends a form and follows where it leads. */
    Page send(Page from, Form form) throws Wire.Silent {
        var to = from.address().resolve(form.action());
        var heard = wire.form(to.toString(), form.fields(), StandardCharsets.UTF_8);
        return heard.location() == null
                ? new Page(to, heard)
                : open(heard.location().toString());
    }

    /** Everything that is for sale, as far as the first page tells. */
    Page search(Page from, String words) throws Wire.Silent {
        var search = from.forms().stream()
                .filter(form -> "search".equals(form.attributes().get("role")))
                .findFirst();
        if (search.isEmpty()) {
            return from;
        }
        var field = search.get().fields().keySet().stream().findFirst().orElse("q");
        return open(from.address().resolve(search.get().action()) + "?" + field + "="
                + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }

    private static Map<String, String> attributes(String tag) {
        var found = new LinkedHashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(tag);
        while (matcher.find()) {
            found.put(matcher.group(1), plain(matcher.group(2)));
        }
        return found;
    }

    /** Text of an attribute, with its references resolved as HTML does. */
    static String plain(String html) {
        return ENTITY.matcher(html)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "amp" -> "&";
                            case "lt" -> "<";
                            case "gt" -> ">";
                            case "quot" -> "\"";
                            case "apos" -> "'";
                            case "nbsp" -> " ";
                            default -> number(found.group(1)).orElse(found.group());
                        }));
    }

    private static Optional<String> number(String reference) {
        if (!reference.startsWith("#") || reference.length() > 8) {
            return Optional.empty();
        }
        try {
            int code = reference.charAt(1) == 'x'
                    ? Integer.parseInt(reference.substring(2), 16)
                    : Integer.parseInt(reference.substring(1));
            return Character.isValidCodePoint(code) ? Optional.of(Character.toString(code)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
