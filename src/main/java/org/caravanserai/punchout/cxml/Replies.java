package org.caravanserai.punchout.cxml;

import org.caravanserai.canonical.Finding;

/**
 * What a buyer's server answered to a document of ours. The code of HTTP and the Status inside both count: 200 with 401
 * inside is a failure, and an answer that is no cXML is a fault on the way, which is tried again with the same bytes.
 */
public final class Replies {
    /** What it means. */
    public sealed interface Reply {}

    /** It was taken. */
    public record Taken(int code, String text) implements Reply {}

    /** It was refused for good; sending the same again changes nothing. */
    public record Refused(int code, String text) implements Reply {}

    /**
     * It did not arrive, or the other side asks for patience: the same bytes again, later.
     *
     * @param alert somebody should look at once: it will not mend itself
     */
    public record Again(String why, boolean alert) implements Reply {}

    private Replies() {}

    /**
     * Reads an answer.
     *
     * @param http status code of HTTP
     * @param body null or empty = none
     */
    public static Reply of(int http, byte[] body) {
        if (http >= 300 && http < 400) {
            return new Again("HTTP " + http + ": the address has moved; the buyer names the new one", true);
        }
        var reading = body == null || body.length == 0 ? null : CxmlReader.read(body);
        if (reading instanceof CxmlReader.Read read && read.document().response != null) {
            return inside(http, read.document().response.status);
        }
        // Without cXML inside, even a 404 says nothing about the document: it is sent again, and somebody looks.
        return new Again("HTTP " + http + " without cXML", http < 500);
    }

    private static Reply inside(int http, Cxml.Status status) {
        int code = status.number();
        var detail = status.detail == null ? "" : status.detail.strip();
        var text = Finding.cut((status.text == null ? "" : status.text) + (detail.isEmpty() ? "" : ": " + detail));
        if (code >= 200 && code < 300) {
            return http < 300 ? new Taken(code, text) : new Again("HTTP " + http + " with Status " + code, true);
        }
        return code >= 500 || code == 0 ? new Again("Status " + code + " " + text, code == 0) : new Refused(code, text);
    }
}
