package org.caravanserai.home;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlNode;

/** What {@code handover} of a stream must agree with: its connector, the order it writes, itself. */
final class OrderFileCheck {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final String FIXED = "fixed";
    private static final Pattern CHOSEN = Pattern.compile("\\[[^\\[\\]]*]");
    /** Paths of canonical JSON that lead to one value. */
    private static final Set<String> PATHS = paths();

    private final Problems problems;

    OrderFileCheck(Problems problems) {
        this.problems = problems;
    }

    /** @param node the tree the stream was read from */
    void check(Channel channel, Channel.Stream stream, Connector.Stream declared, Connector connector, YamlNode node) {
        boolean files = stream.name().equals("orders")
                && declared.once() == null
                && declared.market() == null
                && declared.kamelet() == null
                && !declared.publishes();
        idle(stream, declared, connector, files, node);
        new AcknowledgementCheck(problems).check(channel, stream, files, connector);
        var file = stream.handover();
        if (file == null) {
            if (files) {
                say(
                        stream.position(),
                        "'" + connector.system()
                                + "' takes orders as files; say how: handover: { format: { type: csv },"
                                + " columns: [{ name: NUMBER, from: order.number }] }");
            }
            return;
        }
        if (!files) {
            say(
                    file.position(),
                    "'" + connector.system() + "' does not take " + stream.name()
                            + " as files of one order each; remove" + " 'handover'");
            return;
        }
        SourceCheck.format(file.format(), connector, problems);
        name(file);
        layout(file);
        targets(channel);
    }

    /** Keys of streams that hand orders over by calls, said where nobody asks for them. */
    private void idle(
            Channel.Stream stream, Connector.Stream declared, Connector connector, boolean files, YamlNode node) {
        var can = SourceCheck.child(node, "can");
        if (can != null && declared.once() == null) {
            problems.warning(
                    can.at(),
                    HomeCode.NO_EFFECT.code(),
                    files
                            ? "'can' has no effect on orders by files: one in doubt is never written again by itself,"
                                    + " it waits for its acknowledgement or for somebody; remove 'can'"
                            : "'can' has no effect on " + stream.name() + ": it is said of orders that are handed over"
                                    + " by calls; remove 'can'");
        }
        var settle = SourceCheck.child(node, "settle");
        boolean answers = !stream.name().equals("orders")
                && connector.streams().values().stream().anyMatch(one -> one.market() != null);
        if (settle != null && declared.once() == null && !files && !answers) {
            problems.warning(
                    settle.at(),
                    HomeCode.NO_EFFECT.code(),
                    "'settle' has no effect on " + stream.name() + ": it is said of orders that are handed over; remove"
                            + " 'settle'");
        }
    }

    private void name(OrderFile file) {
        if (file.file() == null || file.file().contains("..")) {
            return;
        }
        if (!FILE.matcher(file.file().replace(OrderFile.KEY, "K")).matches()) {
            say(file.position(), "the name of an order file has letters, digits, _ - . and {key}, no folder");
        } else if (!file.file().contains(OrderFile.KEY)) {
            say(
                    file.position(),
                    "the name of an order file holds {key}: without it one order would be written over another");
        }
    }

    private void layout(OrderFile file) {
        var type = file.format().type();
        if (type == null) {
            say(file.position(), "say what the file looks like, e.g. format: { type: csv }");
            return;
        }
        boolean fixed = type.equals(FIXED);
        if (fixed
                ? file.line().isEmpty() || !file.columns().isEmpty()
                : file.columns().isEmpty() || file.all().size() > file.columns().size()) {
            say(
                    file.position(),
                    fixed
                            ? "a fixed file has 'line' (and 'head'), the columns of its records, and no 'columns'"
                            : "a csv file has 'columns', and neither 'head' nor 'line'");
        }
        for (var columns : List.of(file.columns(), file.head(), file.line())) {
            var seen = new HashSet<String>();
            for (var column : columns) {
                column(column, fixed, columns == file.head());
                if (!seen.add(column.name())) {
                    say(column.position(), "the column '" + column.name() + "' stands twice");
                }
            }
        }
    }

    private void column(OrderFile.Column column, boolean fixed, boolean head) {
        if (column.from() == null == (column.constant() == null)) {
            say(column.position(), "a column has either 'from' or 'const'");
        } else if (column.from() != null) {
            var plain = CHOSEN.matcher(column.from()).replaceAll("");
            if (!PATHS.contains(plain)
                    && !plain.matches("(order|line)\\.extras\\..+|order\\.parties\\.identifiers\\..+")) {
                problems.error(
                        column.position(),
                        HomeCode.UNKNOWN_NAME.code(),
                        "an order has no '" + column.from() + "'" + Nearest.hint(plain, PATHS));
            } else if (head && plain.startsWith("line.")) {
                say(column.position(), "the record in front of the lines has no value of a line");
            }
        }
        if (fixed && column.width() < 1) {
            say(column.position(), "a column of a fixed file needs its width");
        }
        if (column.cut() && column.as() != OrderFile.As.TEXT) {
            say(column.position(), "only texts may be cut: a number or date that is cut is another one");
        }
        if (column.as() == OrderFile.As.DATE) {
            try {
                DateTimeFormatter.ofPattern(column.pattern());
            } catch (IllegalArgumentException | DateTimeException wrong) {
                say(column.position(), "'" + column.pattern() + "' is no pattern of a date; write yyyyMMdd");
            }
        }
    }

    private void targets(Channel channel) {
        var directory = channel.connection().value("directory");
        if (!channel.deliver().isEmpty() && directory != null) {
            say(channel.position(), "orders go to one place: connection.directory or 'deliver', not both");
        }
        if (directory != null && (directory.startsWith("/") || directory.contains("..") || directory.contains(":"))) {
            say(channel.position(), "the folder of orders lies below the data folder; write directory: outbox/erp");
        }
        for (var target : channel.deliver()) {
            if (!List.of("sftp", "ftps").contains(target.to())
                    || channel.deliver().size() > 1) {
                say(target.position(), "orders go to one place: one target, sftp or ftps");
            }
        }
    }

    private void say(Position at, String text) {
        problems.error(at, HomeCode.FORMAT.code(), text);
    }

    private static Set<String> paths() {
        var paths = new LinkedHashSet<String>();
        paths.add("key");
        for (var name :
                List.of("number", "version", "test", "orderedAt", "requestedAt", "customer", "currency", "comments")) {
            paths.add("order." + name);
        }
        for (var total : List.of("lines", "charges", "shipping", "tax", "grand")) {
            paths.add("order.totals." + total + ".amount");
            paths.add("order.totals." + total + ".currency");
        }
        for (var name : List.of("number", "sku", "auxiliary", "buyerSku", "gtin", "description", "requestedAt")) {
            paths.add("line." + name);
        }
        for (var pair : List.of(
                "quantity.value",
                "quantity.unit",
                "price.amount.amount",
                "price.amount.currency",
                "price.per.value",
                "price.per.unit",
                "amount.amount",
                "amount.currency",
                "tax.rate",
                "tax.category",
                "tax.amount.amount")) {
            paths.add("line." + pair);
        }
        for (var party : List.of("order.parties.", "line.shipTo.")) {
            for (var name : List.of(
                    "id",
                    "name",
                    "contact",
                    "email",
                    "phone",
                    "address.street",
                    "address.postcode",
                    "address.city",
                    "address.subdivision",
                    "address.country")) {
                paths.add(party + name);
            }
        }
        for (var name : List.of("system", "entity", "id", "number")) {
            paths.add("order.references." + name);
        }
        return paths;
    }
}
