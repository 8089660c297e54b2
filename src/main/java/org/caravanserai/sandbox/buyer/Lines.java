package org.caravanserai.sandbox.buyer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What every such system asks of the lines of a cart, whatever brought them. */
final class Lines {
    /** ISO 4217; anything else is no currency to a buyer's tables. */
    private static final String CURRENCY = "[A-Z]{3}";

    private Lines() {}

    static void check(Profile profile, Sheet.Line line, String currency, List<Remark> remarks) {
        int at = line.number();
        if (line.sku().isEmpty()) {
            remarks.add(Remark.at(at, "sku.missing"));
        }
        if (profile.length(line.sku()) > profile.part()) {
            remarks.add(Remark.at(at, "sku.long", line.sku(), profile.part()));
        }
        if (profile.length(line.auxiliary()) > profile.auxiliary()) {
            remarks.add(Remark.at(at, "auxiliary.long", profile.auxiliary()));
        }
        var keys = line.sku() + line.auxiliary();
        if (keys.chars().anyMatch(c -> profile.forbidden().indexOf(c) >= 0)) {
            remarks.add(Remark.at(at, "sku.forbidden", line.sku(), profile.forbidden()));
        }
        if (line.quantity().signum() <= 0) {
            remarks.add(Remark.at(at, "quantity.none", line.quantity().toPlainString()));
        }
        if (line.price().signum() < 0 || line.basis().signum() <= 0) {
            remarks.add(Remark.at(at, "price.negative", line.price().toPlainString()));
        }
        if (!profile.knows(line.unit())) {
            remarks.add(Remark.at(at, "unit.unknown", line.unit()));
        }
        if (currency == null || !currency.matches(CURRENCY)) {
            remarks.add(Remark.at(at, "currency.none", currency == null ? "" : currency));
        }
        if (line.description().isEmpty()) {
            remarks.add(Remark.at(at, "description.missing"));
        }
        if (profile.length(line.description()) > profile.description()) {
            remarks.add(Remark.at(at, "description.long", profile.description()));
        }
        if (line.domain().isEmpty() || line.code().isEmpty()) {
            remarks.add(Remark.at(at, "class.missing"));
        } else if (line.domain().equalsIgnoreCase("UNSPSC") && !line.code().matches("[0-9]{8}")) {
            remarks.add(Remark.at(at, "class.wrong", line.code()));
        }
    }

    /** The total is that of the lines, rounded once or line by line. */
    static void total(List<Sheet.Line> lines, BigDecimal total, List<Remark> remarks) {
        if (total == null) {
            return;
        }
        var exact = lines.stream()
                .map(Sheet.Line::sum)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
        var each = lines.stream()
                .map(line -> line.sum().setScale(2, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.compareTo(exact) != 0 && total.compareTo(each) != 0) {
            remarks.add(Remark.of("total.wrong", total.toPlainString(), exact.toPlainString()));
        }
    }

    /** A decimal as cXML and OCI write it: digits and a dot. Null and a remark when it is none. */
    static BigDecimal number(int line, String what, String text, List<Remark> remarks) {
        if (!text.matches("-?[0-9]{1,20}(\\.[0-9]{1,10})?")) {
            remarks.add(Remark.at(line, "number.none", what, text));
            return null;
        }
        return new BigDecimal(text);
    }
}
