package org.caravanserai.home;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.home.Acknowledgement.State;
import org.caravanserai.home.Acknowledgement.To;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** What {@code acknowledgements} of a stream must agree with: the order files beside it, the connector, itself. */
final class AcknowledgementCheck {
    private static final Pattern FILES = Pattern.compile("[A-Za-z0-9_*?][A-Za-z0-9._*?-]*");
    private static final Set<To> DATES = EnumSet.of(To.DELIVERY_DATE, To.SHIPPING_DATE, To.ISSUED_AT);
    private static final String FIXED = "fixed";

    private final Problems problems;

    AcknowledgementCheck(Problems problems) {
        this.problems = problems;
    }

    /** @param files whether the system takes orders as files */
    void check(Channel channel, Channel.Stream stream, boolean files, Connector connector) {
        var seen = new HashSet<List<String>>();
        for (var said : stream.acknowledgements()) {
            if (!files) {
                say(
                        said.position(),
                        "'" + connector.system() + "' does not answer " + stream.name()
                                + " with files; remove 'acknowledgements'");
                continue;
            }
            SourceCheck.format(said.format(), connector, problems);
            place(channel, stream, said);
            if (!seen.add(List.of(String.valueOf(said.directory()), said.files()))) {
                say(said.position(), "the files " + said.files() + " stand here twice; remove one");
            }
            layout(said);
        }
    }

    private void place(Channel channel, Channel.Stream stream, Acknowledgement said) {
        if (!FILES.matcher(said.files()).matches() || said.files().contains("..")) {
            say(
                    said.position(),
                    "the pattern of the files has letters, digits, _ - . * and ?, and no folder; write files: \"ACK_*.csv\"");
            return;
        }
        if (said.readyFile() != null
                && (!said.readyFile().contains("*")
                        || pattern(said.files())
                                .matcher(said.readyFile().replace("*", sample(said.files())))
                                .matches())) {
            say(
                    said.position(),
                    "readyFile is made of the name of the file it stands for, and is none of the files itself; write"
                            + " readyFile: \"*.ok\"");
        }
        boolean remote = !channel.deliver().isEmpty();
        var directory = said.directory();
        if (!remote
                && directory != null
                && (directory.startsWith("/") || directory.contains("..") || directory.contains(":"))) {
            say(
                    said.position(),
                    "the folder of acknowledgements lies below the data folder; write directory: inbox/erp");
        }
        if (remote && directory == null) {
            say(
                    said.position(),
                    "say in which folder of the server of 'deliver' the ERP leaves its answers, e.g. directory: out");
        }
        own(channel, stream, said, remote);
    }

    /** What we leave there ourselves must not be read as an answer. */
    private void own(Channel channel, Channel.Stream stream, Acknowledgement said, boolean remote) {
        var handover = stream.handover();
        if (handover == null || handover.file() == null || said.directory() == null) {
            return;
        }
        var orders = remote
                ? channel.deliver().get(0).connection().value("directory")
                : channel.connection().value("directory");
        boolean same = said.directory().equals(orders == null && !remote ? "outbox/" + channel.name() : orders);
        if (same
                && pattern(said.files())
                        .matcher(handover.file().replace(OrderFile.KEY, "CV0000000000000000"))
                        .matches()) {
            say(
                    said.position(),
                    "the files " + said.files() + " of this folder are our own order files; take another pattern or"
                            + " another directory");
        }
    }

    /** The pattern of names as a regular expression. */
    private static Pattern pattern(String files) {
        var regex = new StringBuilder();
        files.chars()
                .forEach(sign -> regex.append(
                        switch (sign) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf((char) sign));
                        }));
        return Pattern.compile(regex.toString());
    }

    private static String sample(String files) {
        return files.replace('*', 'x').replace('?', 'x');
    }

    private void layout(Acknowledgement said) {
        var type = said.format().type();
        if (type == null) {
            say(said.position(), "say what the files look like, e.g. format: { type: csv }");
            return;
        }
        boolean fixed = type.equals(FIXED);
        if (fixed
                ? said.line().isEmpty() || !said.columns().isEmpty()
                : said.columns().isEmpty() || said.all().size() > said.columns().size()) {
            say(
                    said.position(),
                    fixed
                            ? "a fixed file has 'line' (and 'head'), the columns of its records, and no 'columns'"
                            : "a csv file has 'columns', and neither 'head' nor 'line'");
            return;
        }
        for (var columns : List.of(said.columns(), said.head(), said.line())) {
            var names = new HashSet<String>();
            var says = EnumSet.noneOf(To.class);
            for (var column : columns) {
                column(column, fixed);
                if (column.written() && !column.name().isEmpty() && !names.add(column.name())) {
                    say(column.position(), "the column '" + column.name() + "' stands twice");
                }
                if (column.to() != null && !says.add(column.to())) {
                    say(column.position(), "two columns say " + word(column.to()) + "; remove one");
                }
            }
        }
        kinds(said);
        meaning(said);
    }

    private void column(Acknowledgement.Column column, boolean fixed) {
        if (column.written() && column.name().isEmpty()) {
            say(column.position(), "a column that stands in the file needs its name");
        }
        if (fixed && column.written() && column.width() < 1) {
            say(column.position(), "a column of a fixed file needs its width");
        }
        if (column.marks() && (!fixed || column.width() > 0 && column.constant().length() > column.width())) {
            say(
                    column.position(),
                    fixed
                            ? "'" + column.constant() + "' does not fit into the width of its column"
                            : "'const' says something only with 'to'; what marks a record is for fixed files");
        }
        if (!column.values().isEmpty() && column.to() != To.STATE) {
            say(column.position(), "'values' says what the words of a state mean; write to: state, or remove it");
        }
        if (column.to() == To.STATE
                && column.constant() != null
                && states(column).isEmpty()) {
            say(
                    column.position(),
                    "'" + column.constant()
                            + "' is no state; write received, accepted, backordered, rejected or shipped");
        }
        if (DATES.contains(column.to())) {
            try {
                DateTimeFormatter.ofPattern(column.pattern());
            } catch (IllegalArgumentException | DateTimeException wrong) {
                say(column.position(), "'" + column.pattern() + "' is no pattern of a date; write yyyyMMdd");
            }
        }
    }

    /** Two kinds of records are told apart by what always stands in them. */
    private void kinds(Acknowledgement said) {
        if (said.head().isEmpty()) {
            return;
        }
        for (var columns : List.of(said.head(), said.line())) {
            if (columns.stream().noneMatch(Acknowledgement.Column::marks)) {
                say(
                        columns.get(0).position(),
                        "with 'head' and 'line' each has a column with what always stands in it, e.g. { name: KIND,"
                                + " const: H, width: 1 }");
                return;
            }
        }
        if (marks(said.head()).equals(marks(said.line()))) {
            say(said.position(), "'head' and 'line' are marked alike; nobody could tell their records apart");
        }
    }

    private static List<String> marks(List<Acknowledgement.Column> columns) {
        int at = 0;
        var marks = new ArrayList<String>();
        for (var column : columns) {
            if (column.marks()) {
                marks.add(at + " " + column.constant());
            }
            at += column.written() ? column.width() : 0;
        }
        return marks;
    }

    private void meaning(Acknowledgement said) {
        var says = EnumSet.noneOf(To.class);
        var states = EnumSet.noneOf(State.class);
        for (var column : said.all()) {
            if (column.to() != null) {
                says.add(column.to());
            }
            if (column.to() == To.STATE) {
                states.addAll(states(column));
            }
        }
        if (!says.contains(To.KEY) && !says.contains(To.NUMBER)) {
            say(
                    said.position(),
                    "no column says which order a row is about; give one to: key, what {key} was in the order file");
        }
        if (says.contains(To.QUANTITY) && !says.contains(To.LINE)) {
            say(said.position(), "a quantity belongs to a line of the order; give a column to: line");
        }
        if (says.contains(To.UNIT) && !says.contains(To.QUANTITY)) {
            say(said.position(), "a unit belongs to a quantity; give a column to: quantity, or remove it");
        }
        if (says.contains(To.VERSION) && !says.contains(To.DOCUMENT)) {
            say(said.position(), "a version belongs to a document; give a column to: document, or remove it");
        }
        if (states.contains(State.SHIPPED) && !says.contains(To.DOCUMENT)) {
            say(
                    said.position(),
                    "a row that ships needs a column to: document, the delivery note: without, a row that comes twice"
                            + " could not be told from a second parcel");
        }
    }

    private static Set<State> states(Acknowledgement.Column column) {
        var states = EnumSet.noneOf(State.class);
        if (column.constant() != null) {
            for (var state : State.values()) {
                if (word(state).equals(column.constant())
                        || state == column.values().get(column.constant())) {
                    states.add(state);
                }
            }
        } else if (column.values().isEmpty()) {
            states.addAll(EnumSet.allOf(State.class));
        } else {
            states.addAll(column.values().values());
        }
        return states;
    }

    private static String word(Enum<?> constant) {
        return ValueType.word(constant);
    }

    private void say(Position at, String text) {
        problems.error(at, HomeCode.FORMAT.code(), text);
    }
}
