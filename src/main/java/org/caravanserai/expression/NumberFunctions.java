package org.caravanserai.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import org.caravanserai.canonical.Gtin;
import org.caravanserai.canonical.Iban;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Siren;
import org.caravanserai.canonical.Unit;
import org.caravanserai.canonical.Vat;

/** Functions on numbers, amounts, quantities and on codes with check digits. */
final class NumberFunctions {
    static final List<Function> ALL = List.of(
            Function.of(
                    "round",
                    "Rounded half up to so many places (none said: to a whole number; money: to the digits of its currency).",
                    "round(price * 1.2, 1)",
                    "29.9 EUR",
                    Signature.of("round", Type.DECIMAL, (a, b, c, run) -> round(a, 0L), Type.DECIMAL),
                    Signature.of("round", Type.DECIMAL, (a, b, c, run) -> round(a, b), Type.DECIMAL, Type.INTEGER),
                    Signature.of("round", Type.MONEY, (a, b, c, run) -> roundMoney((Money) a), Type.MONEY),
                    Signature.of(
                            "round",
                            Type.MONEY,
                            (a, b, c, run) -> {
                                var amount = round(((Money) a).amount(), b);
                                return amount == null ? null : new Money(amount, ((Money) a).currency());
                            },
                            Type.MONEY,
                            Type.INTEGER)),
            Function.built(
                    "to",
                    "The figure of a quantity in another unit of its dimension (a constant), exact or to 12 places.",
                    "weight.to('GRM')",
                    "120",
                    "quantity.to(text) -> decimal"),
            Function.of(
                    "gtin",
                    "True for 8, 12, 13 or 14 digits with the right check digit (GS1).",
                    "ean.gtin()",
                    "true",
                    Signature.of("gtin", Type.BOOLEAN, (a, b, c, run) -> Gtin.valid((String) a), Type.TEXT)),
            Function.of(
                    "siren",
                    "True for a SIREN (9 digits) or SIRET (14 digits) with the right check digits.",
                    "'123456782'.siren()",
                    "true",
                    Signature.of(
                            "siren",
                            Type.BOOLEAN,
                            (a, b, c, run) -> Siren.valid((String) a) || Siren.validSite((String) a),
                            Type.TEXT)),
            Function.of(
                    "vat",
                    "True for a VAT number of the right form; the French and Belgian keys are computed.",
                    "'FR11123456782'.vat()",
                    "true",
                    Signature.of("vat", Type.BOOLEAN, (a, b, c, run) -> Vat.valid((String) a), Type.TEXT)),
            Function.of(
                    "iban",
                    "True for a bank account number with the right check digits (ISO 13616); spaces are ignored.",
                    "'FR14 2004 1010 0505 0001 3M02 606'.iban()",
                    "true",
                    Signature.of("iban", Type.BOOLEAN, (a, b, c, run) -> Iban.valid((String) a), Type.TEXT)));

    private NumberFunctions() {}

    private static BigDecimal round(Object number, Object places) {
        var value = Exact.decimal(number);
        if (!(places instanceof Long wanted) || Math.abs(wanted) > Exact.MAX_DIGITS || Exact.wild(value)) {
            return null;
        }
        return value.setScale(wanted.intValue(), RoundingMode.HALF_UP);
    }

    private static Money roundMoney(Money money) {
        int digits = Parser.currency(money.currency())
                ? Math.max(0, Currency.getInstance(money.currency()).getDefaultFractionDigits())
                : 2;
        var amount = round(money.amount(), (long) digits);
        return amount == null ? null : new Money(amount, money.currency());
    }

    /** A quantity told in another unit. */
    record To(Node node, String unit) implements Node {
        @Override
        public Object value(Object[] slots, Run run) {
            var quantity = (Quantity) node.value(slots, run);
            if (quantity == null) {
                return null;
            }
            if (quantity.unit().equals(unit)) {
                return quantity.value();
            }
            var from = Unit.of(quantity.unit()).orElse(null);
            var to = Unit.of(unit).orElseThrow();
            if (from == null || !from.converts(to)) {
                Exact.unitsMet(quantity, new Quantity(BigDecimal.ONE, unit), run);
                return null;
            }
            return Exact.wild(quantity.value()) ? Exact.tooLong(run) : from.convert(quantity.value(), to);
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }

        @Override
        public String itself() {
            return "the units do not convert";
        }
    }
}
