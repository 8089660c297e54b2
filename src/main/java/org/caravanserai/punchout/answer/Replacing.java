package org.caravanserai.punchout.answer;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.punchout.cxml.Confirmation;
import org.caravanserai.punchout.cxml.CxmlReader;
import org.caravanserai.punchout.cxml.Progress;

/**
 * Which confirmation that the buyer has a new one takes the place of. A line stands in one confirmation of an order; an update names the one before it, carries
 * its confirmID, and is complete: it may say more lines, not fewer, and none that a third one says (cXML Fulfill.dtd, ConfirmationRequest).
 *
 * @param payload payloadID of the confirmation before
 * @param confirmId its confirmID, null = it has none
 */
record Replacing(String payload, String confirmId) {
    /** A confirmation as it went. */
    private record Gone(String payload, Progress.ConfirmationRequest said) {
        String order() {
            return said.order == null || said.order.document == null ? "" : said.order.document.payloadID;
        }

        Set<String> lines() {
            return said.items.stream().map(item -> item.lineNumber).collect(Collectors.toSet());
        }
    }

    /**
     * The one before, by its payloadID.
     *
     * @param taken confirmations of the order the buyer has taken, by payloadID
     */
    static Optional<Replacing> named(List<SentAnswers.Body> taken, String payload) {
        return gone(taken).stream()
                .filter(one -> one.payload().equals(payload))
                .findFirst()
                .map(Replacing::of);
    }

    /** The one before of another number that says the same lines; empty where there is none, or where an update would not be allowed. */
    static Optional<Replacing> same(List<SentAnswers.Body> taken, Confirmation fresh) {
        var lines = fresh.lines().stream()
                .map(line -> Integer.toString(line.number()))
                .collect(Collectors.toSet());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var all = gone(taken);
        var replaced = new HashSet<String>();
        all.stream()
                .filter(one -> one.said().header.earlier != null)
                .forEach(one -> replaced.add(one.said().header.earlier.payloadID));
        var overlapping = all.stream()
                .filter(one -> !replaced.contains(one.payload()))
                .filter(one -> one.order().equals(fresh.order().payloadID()))
                .filter(one -> one.lines().stream().anyMatch(lines::contains))
                .toList();
        return overlapping.size() == 1 && lines.containsAll(overlapping.get(0).lines())
                ? Optional.of(of(overlapping.get(0)))
                : Optional.empty();
    }

    private static Replacing of(Gone gone) {
        return new Replacing(gone.payload(), gone.said().header.confirmID);
    }

    private static List<Gone> gone(List<SentAnswers.Body> taken) {
        return taken.stream()
                .flatMap(one -> CxmlReader.read(one.body().getBytes(StandardCharsets.UTF_8))
                                        instanceof CxmlReader.Read read
                                && read.document().request != null
                                && read.document().request.confirmation != null
                        ? java.util.stream.Stream.of(new Gone(one.payload(), read.document().request.confirmation))
                        : java.util.stream.Stream.empty())
                .toList();
    }
}
