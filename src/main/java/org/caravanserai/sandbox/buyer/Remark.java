package org.caravanserai.sandbox.buyer;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the buyer's system has against something.
 *
 * @param code key of its words in {@code messages/buyer}
 * @param line number of the line, 0 = the whole document
 * @param said what stands in the words
 */
record Remark(String code, int line, List<String> said) {
    private static final int LONGEST = 200;

    static Remark of(String code, Object... said) {
        return at(0, code, said);
    }

    static Remark at(int line, String code, Object... said) {
        var words = new ArrayList<String>();
        for (var one : said) {
            var text = String.valueOf(one);
            words.add(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        }
        return new Remark(code, line, List.copyOf(words));
    }

    /** In words, with what to mend. */
    String words(Locale locale) {
        var text = say(locale, code, said.toArray());
        return line == 0 ? text : say(locale, "line", line, text);
    }

    ObjectNode json() {
        var node = Json.object().put("code", code).put("line", line);
        said.forEach(node.putArray("said")::add);
        return node;
    }

    static Remark read(JsonNode node) {
        var said = new ArrayList<String>();
        node.path("said").forEach(one -> said.add(one.asString("")));
        return new Remark(node.path("code").asString(""), node.path("line").asInt(0), said);
    }

    static List<Remark> readAll(JsonNode nodes) {
        var all = new ArrayList<Remark>();
        nodes.forEach(node -> all.add(read(node)));
        return all;
    }

    /** A text of the bundle; English where there is none of that language. */
    static String say(Locale locale, String key, Object... said) {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var bundle = ResourceBundle.getBundle("messages.buyer", locale, control);
        var texts = new Object[said.length];
        for (int i = 0; i < said.length; i++) {
            texts[i] = String.valueOf(said[i]);
        }
        return new MessageFormat(bundle.getString(key), locale).format(texts);
    }
}
