package org.caravanserai.punchout.oci;

import java.math.BigDecimal;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Lengths;
import org.caravanserai.punchout.ReturnForm;

/**
 * A cart as the form OCI wants: one hidden field per field of an item, the parameters of HOOK_URL beside them. A cart
 * that was cancelled, a product that is gone: a form without items.
 */
public final class OciForm {
    /** PHP reads as many fields and no more unless it is told. */
    static final int PHP_FIELDS = 1000;

    private static final int DECIMALS = 3;
    private static final int WHOLE = 11;

    /** What making it gave. */
    public sealed interface Made {}

    /** A form. */
    public record Form(ReturnForm form) implements Made {}

    /** It cannot be said in OCI; nothing was cut that changes the meaning. */
    public record Impossible(List<String> problems) implements Made {}

    private final Account account;
    private final OciCall.Frame frame;
    private final CharsetEncoder encoder;
    private final List<ReturnForm.Field> fields = new ArrayList<>();
    /** Names in an address that is kept whole, in small letters: a receiver reads them beside the fields. */
    private final Set<String> inAddress = new HashSet<>();

    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private OciForm(Account account, OciCall.Frame frame) {
        this.account = account;
        this.frame = frame;
        this.encoder = frame.charset().newEncoder();
    }

    /** The form of a cart; without lines it brings nothing back, which is how a visit is cancelled. */
    public static Made of(Account account, OciCall.Frame frame, Cart cart) {
        return new OciForm(account, frame).make(cart);
    }

    private Made make(Cart cart) {
        var action = action();
        add("~OkCode", frame.echo().okCode());
        add("~target", frame.echo().target());
        add("~caller", frame.echo().caller());
        for (int i = 0; i < cart.lines().size(); i++) {
            item(i + 1, cart, cart.lines().get(i));
        }
        if (fields.size() > PHP_FIELDS) {
            notes.add("the form has " + fields.size() + " fields; receivers written in PHP read " + PHP_FIELDS
                    + " unless max_input_vars says more");
        }
        return problems.isEmpty()
                ? new Form(new ReturnForm(action, frame.target(), frame.charset(), fields, notes))
                : new Impossible(List.copyOf(problems));
    }

    /** The address; its parameters become fields where the account says so, decoded once, each name once. */
    private String action() {
        var hook = frame.hookUrl();
        int query = hook.indexOf('?');
        var parameters = OciCall.parameters(hook);
        if (!account.oci().split()
                || query < 0
                || !hook.toLowerCase(Locale.ROOT).startsWith("http")) {
            parameters.forEach(field -> inAddress.add(field.name().toLowerCase(Locale.ROOT)));
            return hook;
        }
        var seen = new HashSet<String>();
        for (var field : parameters) {
            if (seen.add(field.name())) {
                add(field.name(), field.value());
            }
        }
        return hook.substring(0, query);
    }

    /** What stands in the address is not said a second time. */
    private void add(String name, String value) {
        boolean there = inAddress.contains(name.toLowerCase(Locale.ROOT))
                || fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
        if (!there) {
            fields.add(new ReturnForm.Field(name, value));
        }
    }

    private void item(int number, Cart cart, Cart.Line line) {
        var where = "line " + number + " (" + line.sku() + ")";
        var values = values(number, cart, line, where);
        for (var field : OciField.values()) {
            var value = fitting(field, values.getOrDefault(field, ""), where);
            if (!value.isEmpty() || account.oci().emptyFields() && field != OciField.LONGTEXT) {
                fields.add(new ReturnForm.Field(field.name(number), encodable(value, field, where)));
            }
        }
    }

    private Map<OciField, String> values(int number, Cart cart, Cart.Line line, String where) {
        var values = new EnumMap<OciField, String>(OciField.class);
        var more = line.more();
        if (more.buyerPart() == null) {
            values.put(OciField.DESCRIPTION, line.name());
        } else {
            values.put(OciField.MATNR, more.buyerPart());
        }
        values.put(OciField.QUANTITY, quantity(line.quantity(), where));
        if (line.unit() == null) {
            problems.add(where + " has no unit the buyer knows");
        } else {
            values.put(OciField.UNIT, line.unit());
        }
        price(values, line, where);
        values.put(OciField.CURRENCY, cart.currency());
        put(values, OciField.LEADTIME, more.leadTime());
        put(values, OciField.LONGTEXT, longText(line));
        put(values, OciField.VENDOR, account.oci().vendor());
        values.put(OciField.VENDORMAT, line.sku());
        put(values, OciField.MANUFACTMAT, more.manufacturerPart());
        put(values, OciField.MATGROUP, more.buyerGroup());
        put(values, OciField.SERVICE, more.service() ? "X" : null);
        put(values, OciField.CONTRACT, more.contract());
        put(values, OciField.CONTRACT_ITEM, more.contract() == null ? null : more.contractItem());
        values.put(OciField.EXT_QUOTE_ID, cart.id());
        values.put(OciField.EXT_QUOTE_ITEM, Integer.toString(number));
        values.put(OciField.EXT_PRODUCT_ID, line.sku());
        put(values, OciField.ATTACHMENT, more.image());
        if (!line.codes().isEmpty()) {
            values.put(OciField.EXT_SCHEMA_TYPE, line.codes().get(0).domain());
            values.put(OciField.EXT_CATEGORY_ID, line.codes().get(0).value());
        }
        if (more.note() != null && account.cart().note() != null) {
            OciField.of(account.cart().note()).ifPresent(field -> values.put(field, more.note()));
        }
        more.fields().forEach((name, value) -> OciField.of(name).ifPresent(field -> values.putIfAbsent(field, value)));
        return values;
    }

    private String longText(Cart.Line line) {
        var note = account.cart().note() == null ? line.more().note() : null;
        return note == null ? line.text() : line.text() == null ? note : line.text() + "\n\n" + note;
    }

    private static void put(Map<OciField, String> values, OciField field, Object value) {
        if (value != null) {
            values.put(field, value.toString());
        }
    }

    private String quantity(BigDecimal quantity, String where) {
        var plain = quantity.stripTrailingZeros();
        if (plain.scale() > DECIMALS || plain.precision() - plain.scale() > WHOLE) {
            problems.add(where + ": the quantity " + quantity.toPlainString() + " has more than " + WHOLE
                    + " digits or " + DECIMALS + " decimals");
            return "";
        }
        return plain.setScale(DECIMALS).toPlainString();
    }

    private void price(Map<OciField, String> values, Cart.Line line, String where) {
        int decimals = Math.min(DECIMALS, account.limits().decimals());
        var fitting = line.price()
                .fitting(decimals, OciField.PRICEUNIT.length())
                .filter(price -> price.amount().precision() - price.amount().scale() <= WHOLE);
        if (fitting.isEmpty()) {
            problems.add(where + ": the price " + line.price().amount().toPlainString() + " for "
                    + line.price().basis().toPlainString() + " cannot be said with " + WHOLE + " digits, " + decimals
                    + " decimals and a price unit of " + OciField.PRICEUNIT.length() + " digits");
            return;
        }
        var amount = fitting.get().amount();
        values.put(
                OciField.PRICE,
                amount.setScale(Math.max(Math.min(2, decimals), amount.scale())).toPlainString());
        values.put(OciField.PRICEUNIT, fitting.get().basis().toPlainString());
    }

    private String fitting(OciField field, String value, String where) {
        int most = field == OciField.DESCRIPTION
                ? least(field.length(), account.limits().name())
                : field.length();
        if (most == 0 || value.length() <= most) {
            return value;
        }
        switch (field.rule()) {
            case CUT -> {
                notes.add(where + ": " + field + " was cut to " + most + " characters");
                return Lengths.cut(value, most, false);
            }
            case DROP -> {
                notes.add(where + ": " + field + " is longer than " + most + " characters and was left out");
                return "";
            }
            case KEY ->
                problems.add(
                        where + ": " + field + " is longer than " + most + " characters; it is a key and is not cut");
        }
        return "";
    }

    private static int least(int one, int other) {
        return other == 0 ? one : Math.min(one, other);
    }

    /** A browser would send {@code &#8364;} in the place of what the encoding lacks; a question mark is seen by everybody. */
    private String encodable(String value, OciField field, String where) {
        if (encoder.canEncode(value)) {
            return value;
        }
        var encodable = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            var one = Character.toString(c);
            encodable.append(encoder.canEncode(one) ? one : "?");
        });
        notes.add(where + ": " + field + " holds characters that " + frame.charset() + " lacks; they read '?'");
        return encodable.toString();
    }
}
