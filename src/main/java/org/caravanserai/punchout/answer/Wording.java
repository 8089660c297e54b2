package org.caravanserai.punchout.answer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.CodeTable;
import org.caravanserai.punchout.cxml.Confirmation;
import org.caravanserai.punchout.cxml.Timestamps;

/** How a buyer calls what we speak of: its line numbers, units and times. */
record Wording(Account account, CodeTable units) {
    ZoneId zone() {
        return account.cxml().timeZone();
    }

    /** Null for null. */
    String moment(Instant instant) {
        return instant == null ? null : Timestamps.write(instant, zone());
    }

    /** The beginning of a day; null for null. */
    String day(LocalDate day) {
        return day == null ? null : moment(day.atStartOfDay(zone()).toInstant());
    }

    String unit(OrderLine line) {
        var ours = line.quantity().unit();
        return units.theirs(ours).orElse(ours);
    }

    /** The buyer's number of a line, or the one it was given where it sent none. */
    int number(OrderLine line) throws Impossible {
        var number = OrderLine.comparable(line.number());
        if (!number.matches("[0-9]{1,9}")) {
            throw new Impossible("line '" + Finding.cut(line.number()) + "' has no number that cXML could name");
        }
        return Integer.parseInt(number);
    }

    /** A quantity in the unit that was ordered. */
    static BigDecimal ordered(OrderLine line, Quantity said) throws Impossible {
        var unit = line.quantity().unit();
        if (said.unit().equals(unit)) {
            return said.value().stripTrailingZeros();
        }
        var from = Unit.of(said.unit());
        var to = Unit.of(unit);
        if (from.isEmpty() || to.isEmpty() || !from.get().converts(to.get())) {
            throw new Impossible(
                    "line " + line.number() + " is said in '" + Finding.cut(said.unit()) + "' and ordered in " + unit);
        }
        return from.get().convert(said.value(), to.get()).stripTrailingZeros();
    }

    /** The order as the buyer knows it. */
    Confirmation.OrderKey order(Telling telling) throws Impossible {
        if (telling.payloadId() == null) {
            throw new Impossible("the order came in no cXML document, so there is nothing an answer could refer to");
        }
        return new Confirmation.OrderKey(
                telling.payloadId(),
                telling.order().number(),
                moment(telling.order().orderedAt()));
    }
}
