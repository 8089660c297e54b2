package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.w3c.dom.Element;
import tools.jackson.databind.node.ObjectNode;

/** Where the buyer's system takes documents of suppliers: each is checked, kept, and answered with a Status. */
final class Mailbox {
    static final String MESSAGES = "messages";

    private final Clock clock;
    private final Path dtds;
    private final Visits ids;

    Mailbox(Clock clock, Path dtds, Visits ids) {
        this.clock = clock;
        this.dtds = dtds;
        this.ids = ids;
    }

    private record Verdict(int code, String text, List<Remark> remarks) {
        static Verdict refused(int code, String text, Remark... remarks) {
            return new Verdict(code, text, List.of(remarks));
        }
    }

    Answer take(Counterpart buyer, Request request, Desk desk) {
        var message = Json.object().put("at", clock.instant().toString());
        var verdict = verdict(buyer, request, desk, message);
        message.put("code", verdict.code());
        var said = message.putArray("remarks");
        verdict.remarks().forEach(remark -> said.add(remark.json()));
        desk.state().put(MESSAGES, Long.toString(desk.state().next(MESSAGES, 1)), message);
        var detail = verdict.remarks().stream()
                .map(remark -> remark.words(Locale.ENGLISH))
                .collect(Collectors.joining("; "));
        return new Answer(
                200,
                Map.of("Content-Type", "text/xml; charset=UTF-8"),
                new Paper(buyer, clock.instant()).answer(ids.payloadId(), verdict.code(), verdict.text(), detail),
                Answer.Sending.WHOLE);
    }

    private Verdict verdict(Counterpart buyer, Request request, Desk desk, ObjectNode message) {
        Element root;
        try {
            root = Markup.root(request.body());
        } catch (Markup.Wrong wrong) {
            return Verdict.refused(406, "Not Acceptable", Remark.of("xml", wrong.getMessage()));
        }
        var payload = root.getAttribute("payloadID");
        message.put("payload", payload);
        if (!known(buyer, root)) {
            return Verdict.refused(401, "Unauthorized");
        }
        var inner = Markup.at(root, "Request").flatMap(Markup::inside);
        var kind = inner.map(Element::getTagName).orElse("");
        message.put("kind", kind);
        var complaint = Markup.complaint(request.body(), dtds);
        if (complaint.isPresent()) {
            return Verdict.refused(406, "Not Acceptable", Remark.of("dtd", complaint.get()));
        }
        if (payload.isBlank()) {
            return Verdict.refused(406, "Not Acceptable", Remark.of("payload.missing"));
        }
        var hash = Json.hash(Json.object().put("body", request.text()));
        var before = desk.state().get("received", payload);
        if (before.isPresent()) {
            message.put("again", true);
            return before.get().path("hash").asString("").equals(hash)
                    ? Verdict.refused(before.get().path("code").asInt(200), "OK")
                    : Verdict.refused(409, "Conflict", Remark.of("payload.again", payload));
        }
        var verdict = switch (kind) {
            case "ConfirmationRequest", "ShipNoticeRequest" -> notice(kind, inner.get(), desk, message);
            case "StatusUpdateRequest" -> status(inner.get(), desk, message);
            default -> Verdict.refused(450, "Not Implemented");
        };
        if (verdict.code() == 200) {
            desk.state()
                    .put("received", payload, Json.object().put("hash", hash).put("code", verdict.code()));
        }
        return verdict;
    }

    /** Sender is who the buyer calls its supplier, with the secret of the relationship; To is the buyer. */
    private static boolean known(Counterpart buyer, Element root) {
        var sender = Markup.at(root, "Header", "Sender");
        boolean right = sender.stream()
                .flatMap(one -> Markup.children(one, "Credential").stream())
                .anyMatch(one -> (buyer.to() == null
                                || buyer.to().same(one.getAttribute("domain"), Markup.text(one, "Identity")))
                        && Markup.text(one, "SharedSecret").equals(buyer.answerSecret()));
        boolean mine = Markup.at(root, "Header", "To").stream()
                .flatMap(one -> Markup.children(one, "Credential").stream())
                .anyMatch(one -> buyer.from().stream()
                        .anyMatch(name -> name.same(one.getAttribute("domain"), Markup.text(one, "Identity"))));
        return right && mine;
    }

    private static Verdict status(Element request, Desk desk, ObjectNode message) {
        var payload = Markup.at(request, "DocumentReference")
                .map(one -> one.getAttribute("payloadID"))
                .orElse("");
        var order =
                desk.state().find(Visits.ORDERS, "payload", payload).stream().findFirst();
        if (order.isEmpty()) {
            return Verdict.refused(417, "Expectation Failed", Remark.of("notice.payload", payload));
        }
        message.put("order", order.get());
        var code = Markup.at(request, "Status")
                .map(one -> one.getAttribute("code"))
                .orElse("");
        message.put("verdict", code);
        return code.matches("[1-5][0-9]{2}")
                ? new Verdict(200, "OK", List.of())
                : Verdict.refused(400, "Bad Request", Remark.of("answer.status"));
    }

    private static Verdict notice(String kind, Element notice, Desk desk, ObjectNode message) {
        var named = Notices.order(notice);
        var number = named.map(Map.Entry::getKey).orElse("");
        message.put("order", number);
        var order = desk.state().get(Visits.ORDERS, number);
        if (order.isEmpty()) {
            return Verdict.refused(417, "Expectation Failed", Remark.of("notice.order", number));
        }
        var record = order.get();
        var lines = Sheet.lines(record);
        var payload = record.path("payload").asString("");
        var shipped = quantities(record, "shipped");
        boolean confirms = kind.equals("ConfirmationRequest");
        var said = confirms
                ? Notices.confirmation(notice, lines, payload)
                : Notices.shipment(notice, lines, payload, shipped);
        message.put("verdict", said.verdict());
        if (!said.remarks().isEmpty()) {
            return new Verdict(400, "Bad Request", said.remarks());
        }
        if (confirms) {
            record.put("confirmed", said.verdict());
        } else {
            said.quantities().forEach((line, quantity) -> shipped.merge(line, quantity, BigDecimal::add));
            var all = record.putObject("shipped");
            shipped.forEach((line, quantity) -> all.put(Integer.toString(line), quantity.toPlainString()));
            record.put(
                    "complete",
                    lines.stream()
                            .allMatch(line -> shipped.getOrDefault(line.number(), BigDecimal.ZERO)
                                            .compareTo(line.quantity())
                                    == 0));
        }
        desk.state().put(Visits.ORDERS, number, record);
        return new Verdict(200, "OK", List.of());
    }

    private static Map<Integer, BigDecimal> quantities(ObjectNode record, String field) {
        var found = new LinkedHashMap<Integer, BigDecimal>();
        record.path(field)
                .properties()
                .forEach(one -> found.put(
                        Integer.valueOf(one.getKey()),
                        new BigDecimal(one.getValue().asString("0"))));
        return found;
    }
}
