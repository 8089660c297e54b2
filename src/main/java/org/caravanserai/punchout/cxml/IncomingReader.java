package org.caravanserai.punchout.cxml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Account;
import org.caravanserai.parser.Redaction;
import org.caravanserai.punchout.Decimals;
import org.caravanserai.punchout.Price;
import org.caravanserai.punchout.Setup;

/** Makes an {@link Incoming} of a document. */
public final class IncomingReader {
    /** Every request that is taken, for ProfileResponse. */
    public static final List<String> TAKEN =
            List.of("ProfileRequest", "PunchOutSetupRequest", "OrderRequest", "StatusUpdateRequest");

    private static final int LONGEST = 100_000;

    /** The kinds of order that ask for goods now; a blanket order only promises, a stock transport moves what is not sold. */
    private static final List<String> CARRIED_OUT = List.of("regular", "release");

    /** Carries the refusal of a line out of a loop. Never leaves this class. */
    private static final class Wrong extends RuntimeException {
        private final transient Incoming.Refused refused;

        Wrong(CxmlStatus status, String text) {
            super(text, null, false, false);
            refused = new Incoming.Refused(status, text);
        }
    }

    private IncomingReader() {}

    /**
     * What a document asks for. Never throws for what a sender wrote.
     *
     * @param settings of the account that sent it
     */
    public static Incoming of(CxmlReader.Read read, Account.Cxml settings) {
        var request = read.document().request;
        if (!read.exact() && !settings.anyCase()) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "the root element is 'cxml', not 'cXML'");
        }
        if (request == null) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "this address takes requests, and the document holds none");
        }
        try {
            return switch (read.payload()) {
                case "ProfileRequest" -> new Incoming.Profile();
                case "PunchOutSetupRequest" -> setup(request.setup);
                case "OrderRequest" -> order(request.order);
                case "StatusUpdateRequest" -> statusUpdate(request.statusUpdate);
                case "" -> refused(CxmlStatus.NOT_ACCEPTABLE, "the Request is empty");
                default ->
                    refused(
                            CxmlStatus.NOT_IMPLEMENTED,
                            "'" + Finding.cut(read.payload()) + "' is not taken here; taken are "
                                    + String.join(", ", TAKEN));
            };
        } catch (Wrong wrong) {
            return wrong.refused;
        }
    }

    private static Incoming.Refused refused(CxmlStatus status, String text) {
        return new Incoming.Refused(status, text);
    }

    private static Incoming statusUpdate(Progress.StatusUpdateRequest update) {
        if (update.status == null || update.status.number() == 0) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "StatusUpdateRequest has no Status with a code");
        }
        var document = update.document == null ? null : update.document.payloadID;
        return new Incoming.StatusUpdate(document, update.status.number(), update);
    }

    private static Incoming setup(PunchOut.PunchOutSetupRequest request) {
        var word = request.operation == null ? "" : request.operation.strip();
        if (word.equals("source")) {
            return refused(CxmlStatus.NOT_IMPLEMENTED, "operation 'source' is not taken here");
        }
        var operation = operation(word);
        if (operation == null) {
            return refused(
                    CxmlStatus.NOT_ACCEPTABLE,
                    "operation is '" + Finding.cut(word) + "'; write create, edit or inspect");
        }
        if (request.buyerCookie == null) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "PunchOutSetupRequest has no BuyerCookie");
        }
        if (longest(request) > LONGEST) {
            return refused(
                    CxmlStatus.NOT_ACCEPTABLE,
                    "a text of PunchOutSetupRequest is longer than " + LONGEST + " characters");
        }
        var address = request.browserFormPost == null ? null : request.browserFormPost.address();
        if (address == null && operation != Setup.Operation.INSPECT) {
            return refused(
                    CxmlStatus.NOT_ACCEPTABLE,
                    "BrowserFormPost is missing: without it no cart can be returned; only inspect goes without");
        }
        return new Incoming.SetupRequest(new Setup(
                operation,
                request.buyerCookie.xml(),
                address,
                extras(request.extrinsics),
                mail(request.contacts),
                destination(request.shipTo),
                selected(request),
                null,
                earlier(request.items)));
    }

    /** Of the texts a visit keeps; each is stored, and comes back with the cart or on our pages. */
    private static int longest(PunchOut.PunchOutSetupRequest request) {
        var texts = new ArrayList<String>();
        texts.add(request.buyerCookie.xml());
        extras(request.extrinsics).forEach(extra -> texts.addAll(List.of(extra.name(), extra.value())));
        texts.add(mail(request.contacts));
        var to = destination(request.shipTo);
        if (to != null) {
            texts.addAll(
                    Arrays.asList(to.id(), to.name(), to.postcode(), to.city(), to.state(), to.country(), to.mail()));
            texts.addAll(to.deliverTo());
            texts.addAll(to.street());
        }
        var part = selected(request);
        if (part != null) {
            texts.addAll(Arrays.asList(part.sku(), part.auxiliary()));
        }
        earlier(request.items)
                .forEach(line -> texts.addAll(
                        Arrays.asList(line.part().sku(), line.part().auxiliary(), line.unit(), line.description())));
        return texts.stream()
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static Setup.Operation operation(String word) {
        return switch (word) {
            case "create" -> Setup.Operation.CREATE;
            case "edit" -> Setup.Operation.EDIT;
            case "inspect" -> Setup.Operation.INSPECT;
            default -> null;
        };
    }

    private static List<Setup.Extra> extras(List<Cxml.Extrinsic> extrinsics) {
        return extrinsics.stream()
                .filter(one -> one.name != null && !one.text().isBlank())
                .map(one -> new Setup.Extra(
                        one.name.strip(), Redaction.field(one.name, one.text().strip())))
                .toList();
    }

    private static String mail(List<Addresses.Contact> contacts) {
        return contacts.stream()
                .flatMap(contact -> contact.emails.stream())
                .map(mail -> mail.value)
                .filter(mail -> mail != null && !mail.isBlank())
                .map(String::strip)
                .findFirst()
                .orElse(null);
    }

    private static Setup.Part selected(PunchOut.PunchOutSetupRequest request) {
        return request.selectedItem == null ? null : part(request.selectedItem.id);
    }

    /** Null when the number is missing or blank. */
    private static Setup.Part part(Items.ItemID id) {
        return id == null || id.supplierPart == null || id.supplierPart.isBlank()
                ? null
                : new Setup.Part(id.supplierPart.strip(), id.auxiliaryText());
    }

    /** The delivery address as the setup keeps it; null when there is none. */
    public static Setup.Destination destination(Addresses.ShipTo shipTo) {
        var address = shipTo == null ? null : shipTo.address;
        if (address == null) {
            return null;
        }
        var postal = address.postal == null ? new Addresses.PostalAddress() : address.postal;
        var country = postal.country == null ? null : postal.country.isoCountryCode;
        return new Setup.Destination(
                trimmed(address.addressID),
                address.name == null ? null : trimmed(address.name.value),
                texts(postal.deliverTo),
                texts(postal.street),
                trimmed(postal.postalCode),
                trimmed(postal.city),
                trimmed(postal.state),
                large(trimmed(country == null ? address.isoCountryCode : country)),
                address.email == null ? null : trimmed(address.email.value));
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream()
                .filter(text -> text != null && !text.isBlank())
                .map(String::strip)
                .toList();
    }

    /** Codes of countries are written large (ISO 3166-1). */
    private static String large(String code) {
        return code == null ? null : code.toUpperCase(Locale.ROOT);
    }

    private static String trimmed(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static List<Setup.Line> earlier(List<Items.ItemOut> items) {
        var lines = new ArrayList<Setup.Line>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var where = "ItemOut " + (i + 1);
            var part = part(item.id);
            if (part == null) {
                throw new Wrong(CxmlStatus.NOT_ACCEPTABLE, where + " has no SupplierPartID");
            }
            var number = number(item.lineNumber, where);
            lines.add(new Setup.Line(
                    number == null ? 0 : number,
                    part,
                    quantity(item.quantity, where),
                    price(item.detail, where),
                    item.detail == null ? null : trimmed(item.detail.unit),
                    item.detail == null
                            ? null
                            : item.detail.descriptions.stream()
                                    .map(Items.Description::shown)
                                    .findFirst()
                                    .orElse(null)));
        }
        return lines;
    }

    private static Incoming order(Ordering.OrderRequest request) {
        var header = request.header;
        if (header == null || trimmed(header.orderID) == null) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "OrderRequestHeader has no orderID");
        }
        var type = switch (header.typeOrNew()) {
            case "new" -> Incoming.Order.Type.NEW;
            case "update" -> Incoming.Order.Type.UPDATE;
            case "delete" -> Incoming.Order.Type.DELETE;
            default ->
                throw new Wrong(
                        CxmlStatus.NOT_ACCEPTABLE,
                        "type is '" + Finding.cut(header.type) + "'; write new, update or delete");
        };
        if (!CARRIED_OUT.contains(header.orderTypeOrRegular())) {
            return refused(
                    CxmlStatus.NOT_IMPLEMENTED,
                    "orders of orderType '" + Finding.cut(header.orderType) + "' are not taken here; taken are "
                            + String.join(", ", CARRIED_OUT));
        }
        if (request.items.isEmpty() && type != Incoming.Order.Type.DELETE) {
            return refused(CxmlStatus.NOT_ACCEPTABLE, "OrderRequest has no ItemOut");
        }
        return new Incoming.Order(type, header, lines(request.items));
    }

    private static List<Incoming.OrderLine> lines(List<Items.ItemOut> items) {
        var taken = taken(items);
        var lines = new ArrayList<Incoming.OrderLine>();
        int next = 1;
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var where = "ItemOut " + (i + 1);
            if (item.blanket != null
                    || item.isReturn != null && item.isReturn.strip().equals("yes")) {
                throw new Wrong(
                        CxmlStatus.NOT_IMPLEMENTED,
                        where + (item.blanket != null ? " is of a blanket order" : " gives something back")
                                + "; only goods to be delivered are ordered here");
            }
            var number = number(item.lineNumber, where);
            boolean numbered = number != null;
            if (!numbered) {
                while (!taken.add(next)) {
                    next++;
                }
                number = next;
            }
            if (part(item.id) == null) {
                throw new Wrong(CxmlStatus.NOT_ACCEPTABLE, where + " has no SupplierPartID");
            }
            lines.add(new Incoming.OrderLine(
                    number,
                    numbered,
                    item,
                    quantity(item.quantity, where),
                    price(item.detail, where),
                    basis(item.detail, where),
                    item.detail == null ? null : trimmed(item.detail.unit)));
        }
        return lines;
    }

    private static Set<Integer> taken(List<Items.ItemOut> items) {
        var taken = new HashSet<Integer>();
        for (int i = 0; i < items.size(); i++) {
            var number = number(items.get(i).lineNumber, "ItemOut " + (i + 1));
            if (number != null && !taken.add(number)) {
                throw new Wrong(CxmlStatus.BAD_REQUEST, "lineNumber " + number + " stands twice");
            }
        }
        return taken;
    }

    private static Integer number(String text, String where) {
        if (trimmed(text) == null) {
            return null;
        }
        if (!text.strip().matches("[0-9]{1,9}")) {
            throw new Wrong(
                    CxmlStatus.NOT_ACCEPTABLE, where + ": lineNumber is '" + Finding.cut(text) + "', no whole number");
        }
        return Integer.valueOf(text.strip());
    }

    private static BigDecimal quantity(String text, String where) {
        var quantity = Decimals.of(text)
                .orElseThrow(() -> new Wrong(
                        CxmlStatus.NOT_ACCEPTABLE,
                        where + ": quantity is '" + Finding.cut(String.valueOf(text)) + "', no number"));
        if (quantity.signum() <= 0) {
            throw new Wrong(
                    CxmlStatus.BAD_REQUEST,
                    where + ": quantity is " + quantity.toPlainString() + "; it must be above 0");
        }
        return quantity;
    }

    private static Money price(Items.ItemDetail detail, String where) {
        var money = detail == null || detail.unitPrice == null ? null : detail.unitPrice.money;
        if (money == null || trimmed(money.value) == null) {
            return null;
        }
        var amount = money.amount();
        if (amount.isEmpty()) {
            throw new Wrong(
                    CxmlStatus.BAD_REQUEST,
                    where + ": the price '" + Finding.cut(money.value) + "' "
                            + Finding.cut(String.valueOf(money.currency))
                            + " is no plain decimal with a currency of three letters");
        }
        return amount.get();
    }

    /** For how many order units the price is: PriceBasisQuantity is in its own unit, the factor leads back to the line's. */
    private static BigDecimal basis(Items.ItemDetail detail, String where) {
        var basis = detail == null ? null : detail.priceBasis;
        if (basis == null) {
            return BigDecimal.ONE;
        }
        var quantity = positive(basis.quantity);
        var factor = positive(basis.conversionFactor);
        if (quantity.isEmpty() || factor.isEmpty()) {
            throw new Wrong(
                    CxmlStatus.NOT_ACCEPTABLE,
                    where + ": PriceBasisQuantity needs quantity and conversionFactor above 0");
        }
        return new Price(quantity.get(), factor.get()).of(BigDecimal.ONE);
    }

    private static Optional<BigDecimal> positive(String text) {
        return Decimals.of(text).filter(number -> number.signum() > 0);
    }
}
