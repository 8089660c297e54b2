package org.caravanserai.punchout.cxml;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Decimals;
import org.caravanserai.punchout.Lengths;
import org.caravanserai.punchout.Setup;

/**
 * A cart as PunchOutOrderMessage. What no line means depends on the operation, and mixing it up destroys what the buyer
 * has: after {@code create} nothing is added, after {@code edit} the earlier lines are deleted unless Status says 204.
 */
public final class CartMessage {
    /** How a visit ended. */
    public enum End {
        /** The user brings a cart, also an emptied one. */
        RETURNED,
        /** The user gave up, or the visit expired: nothing changes at the buyer. */
        CANCELLED
    }

    /** What making it gave. */
    public sealed interface Made {}

    /**
     * A message.
     *
     * @param notes what was cut or left out, for people
     */
    public record Message(Cxml document, CxmlDtd dtd, List<String> notes) implements Made {}

    /** It cannot be said to this buyer; nothing was cut that changes the meaning. */
    public record Impossible(List<String> problems) implements Made {}

    private final Account account;
    private final Envelopes envelopes;
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private CartMessage(Account account, Envelopes envelopes) {
        this.account = account;
        this.envelopes = envelopes;
    }

    /**
     * Makes the message of a visit that ended.
     *
     * @param between the parties of the set-up, changed over
     * @param cart what the user put together; its lines count only when the visit was no {@code inspect} and was not cancelled
     */
    public static Made of(Account account, Envelopes envelopes, Parties between, Setup setup, End end, Cart cart) {
        return new CartMessage(account, envelopes).make(between, setup, end, cart);
    }

    private Made make(Parties between, Setup setup, End end, Cart cart) {
        boolean unchanged = setup.operation() == Setup.Operation.INSPECT
                || end == End.CANCELLED && setup.operation() == Setup.Operation.EDIT;
        boolean lines = !unchanged && end == End.RETURNED;
        var message = new PunchOut.PunchOutOrderMessage();
        message.buyerCookie = CxmlReader.anyOf(setup.cookie());
        message.header = new PunchOut.PunchOutOrderMessageHeader();
        message.header.operationAllowed = account.cxml().allowed();
        var sent = lines ? cart : Cart.of(cart.id(), cart.currency(), List.of());
        message.header.total = Amounts.Amount.of(sent.total());
        if (!sent.lines().isEmpty()) {
            message.header.shipping = freight(sent.freight());
            message.header.tax = tax(sent.tax());
        }
        var version = account.cxml().versions().get("cart");
        for (int i = 0; i < sent.lines().size(); i++) {
            message.items.add(item(i + 1, sent, sent.lines().get(i), setup, version));
        }
        if (!problems.isEmpty()) {
            return new Impossible(List.copyOf(problems));
        }
        var document = envelopes.message(between, unchanged ? CxmlStatus.NO_CONTENT : null, message);
        return new Message(document, CxmlDtd.of(version, document), List.copyOf(notes));
    }

    private static Amounts.Freight freight(Cart.Charge charge) {
        if (charge == null) {
            return null;
        }
        var freight = new Amounts.Freight();
        freight.money = Amounts.Money.of(charge.money());
        freight.description = Items.Description.of(charge.language(), null, charge.description());
        return freight;
    }

    private static Amounts.Tax tax(Cart.Charge charge) {
        if (charge == null) {
            return null;
        }
        var tax = new Amounts.Tax();
        tax.money = Amounts.Money.of(charge.money());
        tax.description = Items.Description.of(charge.language(), null, charge.description());
        return tax;
    }

    private Items.ItemIn item(int number, Cart cart, Cart.Line line, Setup setup, String version) {
        var limits = account.limits();
        var where = "line " + number + " (" + line.sku() + ")";
        var item = new Items.ItemIn();
        item.quantity = Decimals.plain(line.quantity());
        item.lineNumber = Integer.toString(number);
        item.id = new Items.ItemID();
        item.id.supplierPart = key(line.sku(), limits.part(), where, "part number");
        if (line.auxiliary() != null) {
            item.id.auxiliary = AnyText.of(key(line.auxiliary(), limits.auxiliary(), where, "mark of the line"));
        }
        var more = line.more();
        if (more.buyerPart() != null && CxmlDtd.rich(version)) {
            item.id.buyerPart = more.buyerPart();
        }
        item.detail = detail(cart, line, where, version);
        more.fields().forEach((name, value) -> item.detail.extrinsics.add(Cxml.Extrinsic.of(name, value)));
        note(item, line, version);
        for (var name : account.user().echo()) {
            setup.extra(name).ifPresent(value -> item.detail.extrinsics.add(Cxml.Extrinsic.of(name, value)));
        }
        return item;
    }

    /** Old DTDs have no comments on a line of a cart; an extrinsic of its detail they all have. */
    private void note(Items.ItemIn item, Cart.Line line, String version) {
        var note = line.more().note();
        if (note == null) {
            return;
        }
        var named = account.cart().note();
        if (named == null && CxmlDtd.rich(version)) {
            item.comments.add(Cxml.Comments.of(line.language(), note));
        } else {
            item.detail.extrinsics.add(Cxml.Extrinsic.of(named == null ? "Comments" : named, note));
        }
    }

    private Items.ItemDetail detail(Cart cart, Cart.Line line, String where, String version) {
        var detail = new Items.ItemDetail();
        price(detail, cart, line, where, version);
        var name = cut(line.name(), account.limits().name(), where, "name");
        var text = line.text() == null ? line.name() : line.text();
        detail.descriptions.add(Items.Description.of(
                line.language(), name, cut(text, account.limits().description(), where, "description")));
        if (line.unit() == null) {
            problems.add(where + " has no unit the buyer knows");
        }
        detail.unit = line.unit();
        line.codes().forEach(code -> detail.classifications.add(Cxml.DomainText.of(code.domain(), code.value())));
        if (line.codes().isEmpty()) {
            problems.add(where + " has no classification, and cXML demands one");
        }
        var more = line.more();
        if (more.manufacturerPart() != null) {
            if (Lengths.over(more.manufacturerPart(), account.limits().manufacturerPart(), account.limits())) {
                notes.add(where + ": the manufacturer's number is too long and was left out");
            } else {
                detail.manufacturerPart = more.manufacturerPart();
            }
        }
        if (more.manufacturer() != null) {
            detail.manufacturer = Cxml.LangText.of(line.language(), more.manufacturer());
        }
        detail.leadTime = Objects.toString(more.leadTime(), null);
        return detail;
    }

    /** For one unit where that can be said exactly; else, where the DTD has it, with the basis. */
    private void price(Items.ItemDetail detail, Cart cart, Cart.Line line, String where, String version) {
        int most = account.limits().decimals();
        var one = line.price().one().map(BigDecimal::stripTrailingZeros);
        if (one.isPresent() && one.get().scale() <= most) {
            detail.unitPrice = amount(one.get(), cart);
        } else if (CxmlDtd.rich(version) && line.price().fitting(most, 9).isPresent()) {
            var fitting = line.price().fitting(most, 9).get();
            detail.unitPrice = amount(fitting.amount(), cart);
            detail.priceBasis = new Items.PriceBasisQuantity();
            detail.priceBasis.quantity = Decimals.plain(fitting.basis());
            detail.priceBasis.conversionFactor = "1";
            detail.priceBasis.unit = line.unit();
        } else {
            problems.add(where + ": the price " + line.price().amount().toPlainString() + " for "
                    + Decimals.plain(line.price().basis()) + " cannot be said with " + most
                    + " decimals; allow more in limits.decimals, or a cart of version 1.2.050");
        }
    }

    private static Amounts.Amount amount(BigDecimal amount, Cart cart) {
        var scale = Math.max(2, amount.scale());
        return Amounts.Amount.of(new Money(amount.setScale(scale, RoundingMode.UNNECESSARY), cart.currency()));
    }

    private String key(String key, int most, String where, String what) {
        if (Lengths.over(key, most, account.limits())) {
            problems.add(where + ": the " + what + " is longer than " + most + "; it is a key and is not cut");
        }
        var forbidden = account.limits().forbidden();
        if (key.chars().anyMatch(c -> forbidden.indexOf(c) >= 0)) {
            problems.add(where + ": the " + what + " holds one of " + forbidden + ", which the buyer refuses");
        }
        return key;
    }

    private String cut(String text, int most, String where, String what) {
        if (!Lengths.over(text, most, account.limits())) {
            return text;
        }
        notes.add(where + ": the " + what + " was cut to " + most);
        return Lengths.cut(text, most, account.limits().bytes());
    }
}
