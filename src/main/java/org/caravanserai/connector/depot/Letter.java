package org.caravanserai.connector.depot;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One message by mail, in two forms of the same content.
 *
 * @param id the same at every attempt; the Message-ID is made of it, so that boxes which look at it show it once. Letters, digits, dots and hyphens
 * @param sender name beside the address of the connection, null = none
 * @param replyTo where answers go, null = to the sender
 * @param to recipients beside those of the connection
 * @param subject one line
 * @param text the content without markup
 * @param html the same as a page
 * @param at when it was said first
 */
public record Letter(
        String id,
        String sender,
        String replyTo,
        List<String> to,
        String subject,
        String text,
        String html,
        Instant at) {
    public Letter {
        if (!id.matches("[A-Za-z0-9.-]{1,200}")) {
            throw new IllegalArgumentException("no id of a letter: " + id);
        }
        to = List.copyOf(to);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(text);
        Objects.requireNonNull(html);
        Objects.requireNonNull(at);
    }
}
