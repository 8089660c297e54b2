package org.caravanserai.punchout;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;

/**
 * The form with which a browser brings a cart to the buyer. We never post it ourselves.
 *
 * @param action address from the buyer, checked when the session began
 * @param target frame it goes to, {@code _top} unless the buyer said otherwise
 * @param charset of the page and of what the browser sends
 * @param fields in their order
 * @param notes what a person should know: texts that were cut, characters that were replaced
 */
public record ReturnForm(String action, String target, Charset charset, List<Field> fields, List<String> notes) {
    public ReturnForm {
        Objects.requireNonNull(action);
        Objects.requireNonNull(target);
        Objects.requireNonNull(charset);
        fields = List.copyOf(fields);
        notes = List.copyOf(notes);
    }

    /** A hidden field. */
    public record Field(String name, String value) {}

    /** The value of the first field of this name, empty when there is none. */
    public String value(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    /**
     * The form as HTML, every value escaped as an attribute; nothing outside of it.
     *
     * @param id id of the form, our own word
     * @param button text of the button for browsers without script
     */
    public String html(String id, String button) {
        var html = new StringBuilder(1024);
        html.append("<form id=\"");
        escape(html, id);
        html.append("\" method=\"post\" action=\"");
        escape(html, action);
        html.append("\" target=\"");
        escape(html, target);
        html.append("\" accept-charset=\"").append(charset.name()).append("\">\n");
        for (var field : fields) {
            html.append("<input type=\"hidden\" name=\"");
            escape(html, field.name());
            html.append("\" value=\"");
            escape(html, field.value());
            html.append("\">\n");
        }
        html.append("<button type=\"submit\">");
        escape(html, button);
        return html.append("</button>\n</form>\n").toString();
    }

    /** The scheme and host a content security policy allows as form-action; null for what is no web address (SAP GUI). */
    public String origin() {
        var at = action.indexOf("://");
        if (at < 0) {
            return null;
        }
        var end = at + 3;
        while (end < action.length() && "/?#".indexOf(action.charAt(end)) < 0) {
            end++;
        }
        return action.substring(0, end);
    }

    static void escape(StringBuilder html, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\r' -> html.append("&#13;");
                case '\n' -> html.append("&#10;");
                default -> html.append(c);
            }
        }
    }
}
