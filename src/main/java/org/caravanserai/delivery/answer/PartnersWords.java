package org.caravanserai.delivery.answer;

import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Connector;
import org.caravanserai.mapping.AckRow;

/** What a partner says of an item, as it may be kept and shown: it may send back a secret of ours, or a person. */
final class PartnersWords {
    private PartnersWords() {}

    /** An outcome of an answer map. */
    static AckRow of(AckRow row, Reply reply) {
        return reply == null ? row : row.said(reply.masking());
    }

    /** Why one item alone was refused, in the partner's own words where the descriptor says where they stand. */
    static Ack.Rejected refusal(Connector.Operation operation, Outcome.Failed failed) {
        var errors = operation.errors();
        var record = failed.records().isEmpty() ? null : failed.records().get(0);
        var code = errors == null || record == null ? null : shown(Paths.text(record, errors.code()), failed.reply());
        var text = errors == null || record == null ? null : shown(Paths.text(record, errors.text()), failed.reply());
        return new Ack.Rejected(
                code == null ? code(failed) : code, null, text == null ? Finding.cut(failed.text()) : text);
    }

    private static String shown(String words, Reply reply) {
        return words == null || reply == null ? words : reply.masking().apply(words);
    }

    private static String code(Outcome.Failed failed) {
        return failed.reply() == null ? "refused" : "http-" + failed.reply().status();
    }
}
