package org.caravanserai.parser;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * HTML fragments of product texts, reduced to plain text or to a few tags. What a script, style, comment or attribute
 * holds is dropped; nothing is fetched. Text without {@code <} and {@code &} is returned as it is, without parsing.
 */
public final class HtmlText {
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Set<String> EMPTY = Set.of("br", "hr");
    /** Elements whose text is not meant for readers, or would come alive again. */
    private static final Set<String> DROPPED = Set.of(
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "svg",
            "math",
            "textarea",
            "select",
            "title",
            "head");

    private HtmlText() {}

    /**
     * Plain text: blocks and {@code br} become line breaks, list items begin with {@code "- "}, white space is
     * collapsed. Null stays null.
     */
    public static String text(String html) {
        return plain(html) ? html : reduce(html, new PlainText());
    }

    /**
     * HTML with these tags only. The text of other tags stays, blocks among them leave a space. Of attributes only
     * {@code href} of {@code a} survives, when it is absolute with http or https. Null stays null.
     *
     * @param tags names without brackets, such as {@code b ul li br}
     */
    public static String allowed(String html, Collection<String> tags) {
        if (plain(html)) {
            return html;
        }
        var lower = tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        lower.removeAll(DROPPED);
        return reduce(html, new FewTags(lower));
    }

    private static boolean plain(String html) {
        return html == null || html.indexOf('<') < 0 && html.indexOf('&') < 0;
    }

    private static String reduce(String html, Reduction reduction) {
        NodeTraversor.traverse(reduction, Jsoup.parseBodyFragment(html).body());
        return reduction.out.toString().strip();
    }

    /** Walks a tree and writes what stays; skips everything below a dropped element. */
    private abstract static class Reduction implements NodeVisitor {
        final StringBuilder out = new StringBuilder();
        private int dropped;

        abstract void open(Element element);

        abstract void close(Element element);

        abstract void character(char c);

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element && depth > 0) {
                if (DROPPED.contains(element.normalName())) {
                    dropped++;
                } else if (dropped == 0) {
                    open(element);
                }
            } else if (node instanceof TextNode text && dropped == 0) {
                collapse(text.getWholeText());
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && depth > 0) {
                if (DROPPED.contains(element.normalName())) {
                    dropped--;
                } else if (dropped == 0) {
                    close(element);
                }
            }
        }

        private void collapse(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                    space();
                } else if (c >= ' ') {
                    character(c);
                }
            }
        }

        final void space() {
            if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
                out.append(' ');
            }
        }
    }

    private static final class PlainText extends Reduction {
        @Override
        void open(Element element) {
            if (BLOCKS.contains(element.normalName())) {
                line();
            } else if (CELLS.contains(element.normalName())) {
                space();
            }
            if (element.normalName().equals("li")) {
                out.append("- ");
            }
        }

        @Override
        void close(Element element) {
            if (BLOCKS.contains(element.normalName()) && !EMPTY.contains(element.normalName())) {
                line();
            }
        }

        private void line() {
            while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
                out.setLength(out.length() - 1);
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
                out.append('\n');
            }
        }

        @Override
        void character(char c) {
            out.append(c);
        }
    }

    private static final class FewTags extends Reduction {
        private final Set<String> tags;

        FewTags(Set<String> tags) {
            this.tags = tags;
        }

        @Override
        void open(Element element) {
            var name = element.normalName();
            if (!tags.contains(name)) {
                if (BLOCKS.contains(name) || CELLS.contains(name)) {
                    space();
                }
                return;
            }
            out.append('<').append(name);
            if (name.equals("a") && web(element.attr("href"))) {
                out.append(" href=\"");
                element.attr("href").strip().chars().forEach(c -> attribute((char) c));
                out.append('"');
            }
            out.append('>');
        }

        @Override
        void close(Element element) {
            var name = element.normalName();
            if (!tags.contains(name)) {
                if (BLOCKS.contains(name) || CELLS.contains(name)) {
                    space();
                }
            } else if (!EMPTY.contains(name)) {
                out.append("</").append(name).append('>');
            }
        }

        private static boolean web(String address) {
            var lower = address.strip().toLowerCase(Locale.ROOT);
            return (lower.startsWith("http://") || lower.startsWith("https://"))
                    && lower.chars().noneMatch(c -> c <= ' ');
        }

        private void attribute(char c) {
            if (c == '"') {
                out.append("&quot;");
            } else {
                character(c);
            }
        }

        @Override
        void character(char c) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
    }
}
