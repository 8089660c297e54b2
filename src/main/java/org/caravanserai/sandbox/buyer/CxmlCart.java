package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.w3c.dom.Element;

/** A PunchOutOrderMessage out of the form a user's browser brought, taken over as a buyer's system does. */
final class CxmlCart {
    private static final String URLENCODED = "cxml-urlencoded";
    private static final String BASE64 = "cxml-base64";

    private final Counterpart buyer;
    private final List<Remark> remarks = new ArrayList<>();
    private String payloadId = "";

    private CxmlCart(Counterpart buyer) {
        this.buyer = buyer;
    }

    /**
     * What was found.
     *
     * @param payloadId empty when it has none
     * @param document as it came, secrets and all; empty when there was none
     */
    record Taken(Sheet sheet, String payloadId, byte[] document) {}

    /**
     * Takes a cart over.
     *
     * @param form by field name
     * @param cookie what the set-up carried
     * @param operation of the set-up
     * @param dtds where DTDs lie, null = none
     */
    static Taken of(Counterpart buyer, Map<String, List<String>> form, String cookie, String operation, Path dtds) {
        return new CxmlCart(buyer).take(form, cookie, operation, dtds);
    }

    private Taken take(Map<String, List<String>> form, String cookie, String operation, Path dtds) {
        var bytes = document(form);
        if (bytes.length == 0) {
            return new Taken(refused(), "", bytes);
        }
        try {
            var root = Markup.root(bytes);
            Markup.complaint(bytes, dtds).ifPresent(why -> remarks.add(Remark.of("dtd", why)));
            return new Taken(sheet(root, cookie, operation), payloadId, bytes);
        } catch (Markup.Wrong wrong) {
            remarks.add(Remark.of("xml", wrong.getMessage()));
            return new Taken(refused(), "", bytes);
        }
    }

    private Sheet refused() {
        return new Sheet(false, "", null, List.of(), List.copyOf(remarks));
    }

    /** One of the two fields, by its name in any case; Coupa reads one of them only. */
    private byte[] document(Map<String, List<String>> form) {
        var named = new ArrayList<Map.Entry<String, String>>();
        form.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals(URLENCODED) || lower.equals(BASE64)) {
                values.forEach(value -> named.add(Map.entry(lower, value)));
            }
        });
        if (named.size() != 1) {
            remarks.add(Remark.of("form.field", named.size()));
            return new byte[0];
        }
        var field = named.get(0);
        if (!buyer.profile().field().isEmpty() && !buyer.profile().field().equals(field.getKey())) {
            remarks.add(Remark.of("form.other", field.getKey(), buyer.profile().field()));
        }
        if (field.getKey().equals(URLENCODED)) {
            return field.getValue().getBytes(StandardCharsets.UTF_8);
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(field.getValue());
            if (bytes.length == 0) {
                remarks.add(Remark.of("form.base64"));
            }
            return bytes;
        } catch (IllegalArgumentException none) {
            remarks.add(Remark.of("form.base64"));
            return new byte[0];
        }
    }

    private Sheet sheet(Element root, String cookie, String operation) throws Markup.Wrong {
        if (!root.getTagName().equals("cXML")) {
            throw new Markup.Wrong("the root is '" + root.getTagName() + "' and not 'cXML'");
        }
        payloadId = root.getAttribute("payloadID");
        if (payloadId.isBlank()) {
            remarks.add(Remark.of("payload.missing"));
        }
        if (!root.getAttribute("timestamp")
                .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?[+-][0-9]{2}:[0-9]{2}")) {
            remarks.add(Remark.of("timestamp", root.getAttribute("timestamp")));
        }
        if (root.getElementsByTagName("SharedSecret").getLength() > 0) {
            remarks.add(Remark.of("secret"));
        }
        parties(root);
        var message = Markup.at(root, "Message", "PunchOutOrderMessage");
        if (message.isEmpty()) {
            throw new Markup.Wrong("there is no Message/PunchOutOrderMessage");
        }
        var returned = Markup.at(message.get(), "BuyerCookie")
                .map(Element::getTextContent)
                .orElse("");
        if (!returned.equals(cookie)) {
            remarks.add(Remark.of("cookie", cookie, returned));
        }
        boolean cancelled = Markup.at(root, "Message", "Status")
                .map(status -> status.getAttribute("code").equals("204"))
                .orElse(false);
        return sheet(message.get(), cancelled, operation);
    }

    private void parties(Element root) {
        if (buyer.from().isEmpty()) {
            return;
        }
        for (var one : Markup.children(Markup.at(root, "Header", "To").orElse(root), "Credential")) {
            if (buyer.from().stream()
                    .anyMatch(name -> name.same(one.getAttribute("domain"), Markup.text(one, "Identity")))) {
                return;
            }
        }
        remarks.add(Remark.of("parties", buyer.from().get(0).value()));
    }

    private Sheet sheet(Element message, boolean cancelled, String operation) throws Markup.Wrong {
        var header = Markup.at(message, "PunchOutOrderMessageHeader");
        if (header.isEmpty() || !header.get().getAttribute("operationAllowed").matches("create|edit|inspect")) {
            remarks.add(Remark.of("allowed"));
        }
        var money = header.flatMap(one -> Markup.at(one, "Total", "Money"));
        var currency = money.map(one -> one.getAttribute("currency")).orElse("");
        var total = money.isEmpty()
                ? null
                : Lines.number(0, "Total", money.get().getTextContent().strip(), remarks);
        if (money.isEmpty()) {
            remarks.add(Remark.of("total.missing"));
        }
        var items = Markup.children(message, "ItemIn");
        if (!items.isEmpty() && (cancelled || operation.equals("inspect"))) {
            remarks.add(Remark.of("items.unasked"));
        }
        var lines = new ArrayList<Sheet.Line>();
        for (int i = 0; i < items.size(); i++) {
            var line = line(i + 1, items.get(i), currency);
            if (line != null) {
                Lines.check(buyer.profile(), line, currency, remarks);
                lines.add(line);
            }
        }
        if (lines.size() == items.size()) {
            Lines.total(lines, total, remarks);
        }
        return new Sheet(cancelled, currency, total, List.copyOf(lines), List.copyOf(remarks));
    }

    private Sheet.Line line(int number, Element item, String currency) {
        var detail = Markup.at(item, "ItemDetail").orElse(item);
        var price = Markup.at(detail, "UnitPrice", "Money");
        var quantity = Lines.number(number, "quantity", item.getAttribute("quantity"), remarks);
        var amount = Lines.number(
                number,
                "UnitPrice",
                price.map(one -> one.getTextContent().strip()).orElse(""),
                remarks);
        var priced = price.map(one -> one.getAttribute("currency")).orElse("");
        if (!priced.equals(currency)) {
            remarks.add(Remark.at(number, "currency.other", priced, currency));
        }
        var basis = Markup.at(detail, "PriceBasisQuantity")
                .map(one -> Lines.number(number, "PriceBasisQuantity", one.getAttribute("quantity"), remarks))
                .orElse(BigDecimal.ONE);
        var description = Markup.at(detail, "Description");
        if (description.isPresent()
                && description.get().getAttribute("xml:lang").isEmpty()) {
            remarks.add(Remark.at(number, "description.language"));
        }
        var code = Markup.at(detail, "Classification");
        if (quantity == null || amount == null || basis == null) {
            return null;
        }
        return new Sheet.Line(
                number,
                Markup.text(item, "ItemID", "SupplierPartID"),
                Markup.text(item, "ItemID", "SupplierPartAuxiliaryID"),
                quantity,
                Markup.text(detail, "UnitOfMeasure"),
                amount,
                basis,
                description.map(CxmlCart::shown).orElse(""),
                code.map(one -> one.getAttribute("domain")).orElse(""),
                code.map(one -> one.getTextContent().strip()).orElse(""));
    }

    /** The text beside ShortName; ShortName when there is nothing else. */
    private static String shown(Element description) {
        var name = Markup.text(description, "ShortName");
        var all = description.getTextContent().strip();
        var text = name.isEmpty() || !all.startsWith(name)
                ? all
                : all.substring(name.length()).strip();
        return text.isEmpty() ? name : text;
    }
}
