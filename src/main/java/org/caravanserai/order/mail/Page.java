package org.caravanserai.order.mail;

import java.util.List;
import java.util.Locale;

/** A letter as a page: no pictures, no scripts, no addresses but those of carriers as text; every word of others is escaped. */
final class Page {
    private Page() {}

    /** @param colour of the head, {@code #rrggbb}; checked by whoever read it */
    static String of(Sheet sheet, Locale locale, String colour) {
        var page = new StringBuilder(2048);
        page.append("<!doctype html><html lang=\"")
                .append(locale.getLanguage())
                .append("\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(sheet.subject()))
                .append("</title></head><body style=\"margin:0;font-family:Arial,sans-serif;color:#1c1c1c\">")
                .append("<div style=\"background:")
                .append(colour)
                .append(";color:#ffffff;padding:16px 24px;font-size:20px\">")
                .append(escaped(sheet.brand()))
                .append("</div><div style=\"padding:16px 24px\">");
        page.append("<h1 style=\"font-size:18px\">")
                .append(escaped(sheet.head()))
                .append("</h1>");
        sheet.notes().forEach(note -> page.append("<p>").append(escaped(note)).append("</p>"));
        block(page, sheet.linesTitle(), sheet.lines());
        block(page, sheet.totalsTitle(), sheet.totals());
        block(page, sheet.shipToTitle(), sheet.shipTo());
        page.append("<p style=\"color:#5a5a5a\">").append(escaped(sheet.foot())).append("</p></div></body></html>");
        return page.toString();
    }

    private static void block(StringBuilder page, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        page.append("<h2 style=\"font-size:16px\">")
                .append(escaped(title))
                .append("</h2><ul style=\"list-style:none;padding:0\">");
        lines.forEach(line -> page.append("<li style=\"padding:4px 0\">")
                .append(escaped(line))
                .append("</li>"));
        page.append("</ul>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("\n", "<br>");
    }
}
